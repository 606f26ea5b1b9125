import {z} from 'zod';
import {advise, zoneLine} from '../../core/advice.ts';
import {defineCheck, ok, problem, unknown, warning} from '../../core/check.ts';
import {inWords, isAbsence} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import {ip, text} from '../../core/value.ts';
import {whyGeneric} from '../../mail/generic-name.ts';
import {registeredDomain} from '../../mail/public-suffix.ts';
import {familyOf, notPublic, reverseName} from '../../mail/reverse-name.ts';
import {literalPath, lookUp, type Path, plainName} from '../forward.ts';

export default defineCheck({
	id: 'address.ptr',
	title: 'Reverse name (PTR)',
	about: 'Asks whether an address has a reverse name that leads back to it and fits the HELO name.',
	hop: 'reputation',

	params: z.strictObject({
		ip: ip().describe('The address that mail comes from, as receivers see it.'),
		helo: text().optional().describe('How the sender introduces itself.'),
	}),

	findings: {
		confirmed: ok('{ip} is {name}, and {name} leads back to it.'),
		generic: warning(
			'{ip} is {name}, which leads back to it but looks like the name of a line and not of a mail server: it {why}. Many receivers refuse mail that comes directly from such a line.',
		),
		'not-confirmed': problem(
			'{ip} is {name}, which does not lead back to it: many receivers refuse mail that comes directly from it.',
		),
		missing: problem(
			'{ip} has no reverse name: many receivers refuse mail that comes directly from it. That is harmless where mail leaves through a provider’s submission server.',
		),
		'helo-mismatch': warning('{ip} is {name}, but the HELO name {helo} leads to {addresses}.'),
		'helo-unresolved': warning('{ip} is {name}, but the HELO name {helo} leads to no {family} address.'),
		'helo-unanswered': unknown(
			'{ip} is {name}, which leads back to it; where the HELO name {helo} leads could not be found out: {failure}.',
		),
		'not-public': unknown(
			'{ip} is {kind} and not on the internet: it has no reverse name that a receiver could see. The address that counts is the one that receivers see.',
		),
		unanswered: unknown('Whether {ip} has a reverse name that leads back to it is unknown: {failure}.'),
	},

	async run({params, probes, signal, found}) {
		const kind = notPublic(params.ip);
		if (kind !== undefined) return found('not-public', {ip: params.ip, kind});
		const reverse = reverseName(params.ip);
		const answer = await probes.dns({name: reverse, type: 'PTR'}, signal);
		if (!answer.ok && !isAbsence(answer.failure))
			return found('unanswered', {
				...factsOn(params, []),
				failure: inWords(answer.failure),
				result: 'temperror',
			});
		if (!answer.ok)
			return found('missing', {
				...factsOn(params, []),
				result: 'permerror',
				...advise({
					...repair(params.ip, await judgeHelo(params, [], {probes, signal})),
					details: [`${reverse}. PTR: ${inWords(answer.failure)}`],
				}),
			});

		const named = [...new Set(answer.value.records.map(({data}) => plainName(data)))].sort();
		const names = named.slice(0, most);
		const paths = await Promise.all(names.map(name => lookUp(name, params.ip, {probes, signal})));
		const facts = {...factsOn(params, names), named: named.length};
		const record = names.map(name => zoneLine(reverse, 'PTR', printable(`${name}.`)));
		const details = paths.map(lineOf);
		const back = paths.find(({state}) => state === 'leads-here');
		if (!back) {
			const open = paths.find(({state}) => state === 'unanswered');
			const failure = open?.failure ?? incomplete(named.length);
			return failure === undefined
				? found('not-confirmed', {
						...facts,
						result: 'fail',
						...advise({
							record,
							...repair(params.ip, await judgeHelo(params, names, {probes, signal}), ...paths),
							details,
						}),
					})
				: found('unanswered', {...facts, failure, result: 'temperror', ...advise({record, details})});
		}

		const passed = {...facts, name: printable(back.name), result: 'pass'};
		const why = whyGeneric(back.name, params.ip, await registeredDomain(back.name));
		const greeting = await judgeHelo(params, names, {probes, signal});
		const looked = [...details, ...(greeting ? [`HELO ${greeting.line}`] : [])];
		if (why !== undefined)
			return found('generic', {
				...passed,
				why,
				...advise({
					record,
					...repair(params.ip, names.includes(greeting?.name ?? '') ? undefined : greeting),
					details: looked,
				}),
			});
		const repaired = {record, rfc: 'RFC 5321 section 4.1.4', who: 'mail-admin', details: looked} as const;
		switch (greeting?.state) {
			case undefined:
			case 'leads-here':
				return found('confirmed', {...passed, ...advise({record, details: looked})});
			case 'leads-elsewhere':
				return found('helo-mismatch', {
					...passed,
					helo: greeting.name,
					addresses: greeting.addresses.join(', '),
					...advise({...repaired, details: [...looked, `${passed.name} would fit as HELO name`]}),
				});
			case 'no-address':
				return found('helo-unresolved', {
					...passed,
					helo: greeting.name,
					family: familyOf(params.ip) === 'ipv4' ? 'IPv4' : 'IPv6',
					...advise({
						...repaired,
						...(isHost(greeting.name)
							? {publish: [addressLine(greeting.name, params.ip)]}
							: {details: [...looked, `${passed.name} would fit as HELO name`]}),
					}),
				});
			case 'unanswered':
				return found('helo-unanswered', {
					...passed,
					helo: greeting.name,
					failure: greeting.failure ?? 'no answer',
					...advise({record, details: looked}),
				});
		}
	},
});

/** Reverse names that are looked at; RFC 8601 section 2.7.3 asks for a bound. */
const most = 10;

const incomplete = (count: number): string | undefined => {
	if (count === 0) return 'the answer held no name';
	return count > most ? `only ${most} of ${count} reverse names were looked up` : undefined;
};

type Params = {readonly ip: string; readonly helo?: string | undefined};

const factsOn = ({ip: address, helo}: Params, names: readonly string[]) => ({
	ip: address,
	name: names.map(shown).join(', '),
	names: names.map(shown),
	...(helo === undefined ? {} : {helo: printable(helo)}),
});

const shown = (name: string): string => (name === '' ? 'the root of DNS' : printable(name));

/** The first of these hosts that leads to the address, else one that leads nowhere yet, else an example. */
const repair = (ip: string, ...hosts: ReadonlyArray<Path | undefined>) => {
	const named = hosts.flatMap(path => (path && isHost(path.name) ? [path] : []));
	const fitting =
		named.find(({state}) => state === 'leads-here') ?? named.find(({state}) => state === 'no-address');
	const host = fitting?.name ?? 'mail.example.org';
	return {
		rfc: 'RFC 1912 section 2.1',
		who: 'network-owner' as const,
		publish: [zoneLine(reverseName(ip), 'PTR', `${host}.`), addressLine(host, ip)],
	};
};

/** Whether a name can be published on the internet: not one of a local network (RFC 6762 appendix G, RFC 9476). */
const isHost = (name: string): boolean =>
	/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(name) &&
	!/(?:\.\d+|\.(?:corp|home|internal|intranet|invalid|lan|local|localdomain|localhost|private))$/.test(name);

const addressLine = (host: string, address: string): string =>
	zoneLine(host, familyOf(address) === 'ipv4' ? 'A' : 'AAAA', address);

const lineOf = ({name, state, addresses, failure}: Path): string => {
	const host = shown(name);
	switch (state) {
		case 'leads-here':
			return `${host} leads back: ${addresses.join(', ')}`;
		case 'leads-elsewhere':
			return `${host} leads elsewhere: ${addresses.join(', ')}`;
		case 'no-address':
			return `${host} has no address of this family`;
		case 'unanswered':
			return `${host} could not be looked up: ${failure}`;
	}
};

/** An address literal must be the address; a name must lead to it, or be its reverse name (RFC 5321 section 4.1.4). */
const judgeHelo = async (
	{ip: address, helo}: Params,
	names: readonly string[],
	reach: Parameters<typeof lookUp>[2],
): Promise<(Path & {readonly line: string}) | undefined> => {
	if (helo === undefined || helo.trim() === '') return undefined;
	const name = plainName(helo.trim());
	const path: Path =
		literalPath(name, address) ??
		(names.includes(name)
			? {name, state: 'leads-here', addresses: [address]}
			: await lookUp(name, address, reach));
	return {...path, name: printable(path.name), line: lineOf(path)};
};

import {z} from 'zod';
import {defineCheck, ok, problem, unknown, warning} from '../../core/check.ts';
import type {DnsAnswer} from '../../core/dns.ts';
import {type Failure, inWords, isAbsence} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import type {Result} from '../../core/result.ts';
import {host, ip} from '../../core/value.ts';

export default defineCheck({
	id: 'dns.host',
	title: 'Host resolves',
	about: 'Asks DNS for the addresses of the submission server.',
	hop: 'dns',

	params: z.strictObject({host: host().describe('The submission server, as the device has it.')}),

	findings: {
		resolves: ok('{host} is {addresses}.'),
		'is-address': ok('{host} is an address; no name has to be looked up.'),
		'hosts-file': warning(
			'This machine knows {host} by its own hosts file as {addresses}; DNS does not, and the device may not.',
		),
		'not-found': problem('{host} does not exist.'),
		'no-address': problem('{host} exists but has no address.'),
		'dangling-alias': problem('{host} is an alias of {target}, which has no address.'),
		unanswered: unknown('DNS gave no usable answer about {host}: {failure}.'),
	},

	async run({params: {host: name}, probes, signal, found}) {
		if (ip().safeParse(name).success) return found('is-address', {host: name});
		const asked = await Promise.all(types.map(type => probes.dns({name, type}, signal)));
		const addresses = addressesIn(asked);
		if (addresses !== '') return found('resolves', {host: name, addresses});

		const failures = asked.flatMap(result => (result.ok ? [] : [result.failure]));
		const open = failures.find(failure => !isAbsence(failure));
		if (open) return found('unanswered', {host: name, failure: inWords(open)});

		const local = await Promise.all(types.map(type => probes.dns({name, type, ask: 'system'}, signal)));
		const known = addressesIn(local);
		if (known !== '') return found('hosts-file', {host: name, addresses: known});
		const alias = await probes.dns({name, type: 'CNAME'}, signal);
		if (alias.ok)
			return found('dangling-alias', {host: name, target: printable(alias.value.records[0]?.data ?? '?')});
		if (!isAbsence(alias.failure)) return found('unanswered', {host: name, failure: inWords(alias.failure)});
		return failures.every(({code}) => code === 'no-such-name')
			? found('not-found', {host: name})
			: found('no-address', {host: name});
	},
});

const types = ['A', 'AAAA'] as const;

/** Addresses that are told. */
const most = 10;

const addressesIn = (results: ReadonlyArray<Result<DnsAnswer, Failure>>): string => {
	const all = results.flatMap(result => (result.ok ? result.value.records.map(({data}) => data) : []));
	const told = all.slice(0, most).join(', ');
	return all.length > most ? `${told} and ${all.length - most} more` : told;
};

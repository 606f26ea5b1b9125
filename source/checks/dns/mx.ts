import {z} from 'zod';
import {defineCheck, ok, problem, unknown, warning} from '../../core/check.ts';
import type {Failure} from '../../core/probe.ts';
import {domain} from '../../core/value.ts';

/** Takes a domain, or an address for the sake of its domain. */
const domainOrAddress = z.preprocess(
	raw => (typeof raw === 'string' ? raw.slice(raw.lastIndexOf('@') + 1) : raw),
	domain(),
);

const says = ({code, detail}: Failure): string => detail ?? code;
const isAbsent = ({code}: Failure): boolean => code === 'no-such-name' || code === 'no-data';

export default defineCheck({
	id: 'dns.mx',
	title: 'Exchangers (MX)',
	about: 'Asks DNS which hosts accept mail for a domain.',
	hop: 'mx',

	params: z.strictObject({domain: domainOrAddress.describe('The domain, or an address in it.')}),

	findings: {
		found: ok('{domain} accepts mail at {exchangers}.'),
		implicit: warning('{domain} has no MX; its own address takes the mail (RFC 5321 section 5.1).'),
		'null-mx': problem('{domain} states that it accepts no mail (RFC 7505).'),
		missing: problem('{domain} exists but has neither an exchanger nor an address: no mail can reach it.'),
		'no-such-domain': problem('{domain} does not exist.'),
		dangling: problem('No exchanger of {domain} has an address: {exchangers}.'),
		unanswered: unknown('DNS gave no usable answer about {domain}: {failure}.'),
	},

	async run({params: {domain: name}, probes, signal, found}) {
		const addressesOf = (host: string) =>
			Promise.all([
				probes.dns({name: host, type: 'A'}, signal),
				probes.dns({name: host, type: 'AAAA'}, signal),
			]);
		const answer = await probes.dns({name, type: 'MX'}, signal);

		if (!answer.ok) {
			const {failure} = answer;
			if (failure.code === 'no-such-name') return found('no-such-domain', {domain: name});
			if (failure.code !== 'no-data') return found('unanswered', {domain: name, failure: says(failure)});
			const results = await addressesOf(name);
			if (results.some(({ok: has}) => has)) return found('implicit', {domain: name});
			const open = results.find(result => !result.ok && !isAbsent(result.failure));
			return open && !open.ok
				? found('unanswered', {domain: name, failure: says(open.failure)})
				: found('missing', {domain: name});
		}

		const records = answer.value.records.toSorted((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
		const exchangers = [...new Set(records.map(({data}) => data))];
		// RFC 7505 section 3: a single "." exchanger means that the domain accepts no mail.
		if (exchangers.length === 1 && exchangers[0] === '.') return found('null-mx', {domain: name});

		const results = await Promise.all(exchangers.slice(0, 10).map(addressesOf));
		const dead = results.every(pair => pair.every(result => !result.ok && isAbsent(result.failure)));
		const facts = {domain: name, exchangers: exchangers.join(', ')};
		return dead ? found('dangling', facts) : found('found', facts);
	},
});

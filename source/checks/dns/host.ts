import {z} from 'zod';
import {defineCheck, ok, problem, unknown} from '../../core/check.ts';
import {host} from '../../core/value.ts';

const isAddress = (name: string) => name.includes(':') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(name);

export default defineCheck({
	id: 'dns.host',
	title: 'Host resolves',
	about: 'Asks DNS for the addresses of the submission server.',
	hop: 'dns',

	params: z.strictObject({host: host().describe('The submission server, as the device has it.')}),

	findings: {
		resolves: ok('{host} is {addresses}.'),
		'is-address': ok('{host} is an address; no name has to be looked up.'),
		'hosts-file': ok('This machine knows {host} by its own hosts file as {addresses}; DNS does not.'),
		'not-found': problem('{host} does not exist.'),
		'no-address': problem('{host} exists but has no address.'),
		unanswered: unknown('DNS gave no usable answer about {host}: {failure}.'),
	},

	async run({params: {host: name}, probes, signal, found}) {
		if (isAddress(name)) return found('is-address', {host: name});
		const [v4, v6] = await Promise.all([
			probes.dns({name, type: 'A'}, signal),
			probes.dns({name, type: 'AAAA'}, signal),
		]);
		const addresses = [v4, v6].flatMap(result =>
			result.ok ? result.value.records.map(({data}) => data) : [],
		);
		if (addresses.length > 0) return found('resolves', {host: name, addresses: addresses.join(', ')});

		const failures = [v4, v6].flatMap(result => (result.ok ? [] : [result.failure]));
		const open = failures.find(({code}) => code !== 'no-such-name' && code !== 'no-data');
		if (open) return found('unanswered', {host: name, failure: open.detail ?? open.code});

		const local = await probes.dns({name, type: 'A', ask: 'system'}, signal);
		if (local.ok)
			return found('hosts-file', {
				host: name,
				addresses: local.value.records.map(({data}) => data).join(', '),
			});
		return failures.some(({code}) => code === 'no-such-name')
			? found('not-found', {host: name})
			: found('no-address', {host: name});
	},
});

import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, unknown} from '../../core/check.ts';
import {ip} from '../../core/value.ts';
import {familyOf, notPublic, reverseLabels} from '../../mail/reverse-name.ts';
import {askLists, listFindings, policyFindings} from '../blocklist-verdict.ts';

export default defineCheck({
	id: 'address.blocklists',
	title: 'Blocklists (address)',
	about: 'Asks the blocklists that receivers use whether they list an IP address.',
	hop: 'reputation',

	params: z.strictObject({ip: ip().describe('The address that mail comes from, as receivers see it.')}),

	findings: {
		...listFindings,
		...policyFindings,
		'not-public': unknown(
			'{subject} is {kind} and not on the internet: no list can say anything about it. The address that counts is the one that receivers see.',
		),
	},

	async run({params, blocklists, probes, signal, found}) {
		const kind = notPublic(params.ip);
		if (kind !== undefined)
			return found('not-public', {
				subject: params.ip,
				kind,
				...advise({details: ['A router at home has a public address of its own, which its pages show.']}),
			});
		const family = familyOf(params.ip);
		const {code, facts} = await askLists(
			{
				subject: params.ip,
				names: [reverseLabels(params.ip)],
				lists: blocklists.filter(({lists}) => lists === 'ip' || lists === family),
				who: 'mail-admin',
			},
			{probes, signal},
		);
		return found(code, {...facts, ip: params.ip});
	},
});

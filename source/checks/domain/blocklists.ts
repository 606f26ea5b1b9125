import {z} from 'zod';
import {defineCheck} from '../../core/check.ts';
import {domain} from '../../core/value.ts';
import {registeredDomain} from '../../mail/public-suffix.ts';
import {askLists, listFindings} from '../blocklist-verdict.ts';

export default defineCheck({
	id: 'domain.blocklists',
	title: 'Blocklists (domain)',
	about: 'Asks the blocklists that receivers use whether they list a mail domain.',
	hop: 'reputation',

	params: z.strictObject({domain: domain().describe('The domain of the sender address.')}),

	findings: listFindings,

	async run({params, blocklists, probes, signal, found}) {
		const name = params.domain.toLowerCase().replace(/\.$/, '');
		const owner = await registeredDomain(name);
		const {code, facts} = await askLists(
			{
				subject: name,
				// Some lists know a name only, others only the registered domain above it.
				names: [...new Set([name, owner ?? name])],
				lists: blocklists.filter(({lists}) => lists === 'domain'),
				who: 'domain-owner',
			},
			{probes, signal},
		);
		return found(code === 'policy-listed' ? 'listed-minor' : code, {...facts, domain: name});
	},
});

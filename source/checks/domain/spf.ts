import {z} from 'zod';
import {defineCheck} from '../../core/check.ts';
import {domain, ip, text} from '../../core/value.ts';
import {spfFindings} from './spf/findings.ts';
import {study} from './spf/sender-policy.ts';
import {verdictOn} from './spf/verdict.ts';

export default defineCheck({
	id: 'domain.spf',
	title: 'Sender policy (SPF)',
	about: 'Asks whether the SPF record of a domain is valid, and whether it lets a server send for it.',
	hop: 'reputation',

	params: z.strictObject({
		domain: domain().describe('The domain of the sender address.'),
		ip: ip().optional().describe('The address that the mail comes from, as receivers see it.'),
		sender: text()
			.optional()
			.describe('The envelope sender; empty for a null sender. Without it, postmaster at the domain.'),
		helo: text().optional().describe('How the sending server introduces itself; else the domain.'),
	}),

	findings: spfFindings,

	async run({params, probes, signal, found}) {
		return verdictOn(await study(params, {probes, signal}), found);
	},
});

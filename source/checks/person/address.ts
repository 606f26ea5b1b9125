import {z} from 'zod';
import {defineCheck, ok, problem, unknown} from '../../core/check.ts';
import {address} from '../../core/value.ts';

export default defineCheck({
	id: 'person.address',
	title: 'Security e-mail on file',
	about: 'Takes from a person whether the address on file for the account is one that its owner reads.',
	hop: 'account',

	params: z.strictObject({
		state: z
			.enum(['current', 'outdated', 'missing'])
			.optional()
			.describe('The security e-mail of the account.'),
		address: address().optional().describe('The address that the code should reach.'),
	}),

	findings: {
		current: ok('The address on file is in use.'),
		outdated: problem(
			'The address on file is not one that the owner reads any more, so the code goes elsewhere.',
		),
		missing: problem('No address is on file for the account, so no code can be sent.'),
		'not-known': unknown('Nobody has looked which address is on file for the account.'),
	},

	async run({params: {state, address: to}, found}) {
		const facts = to === undefined ? {} : {to};
		return found(state ?? 'not-known', facts);
	},
});

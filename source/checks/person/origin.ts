import {z} from 'zod';
import {defineCheck, ok, problem, unknown} from '../../core/check.ts';

export default defineCheck({
	id: 'person.origin',
	title: 'Kind of account',
	about: 'Takes from a person whether the account lives on the device or in a directory (domain, LDAP).',
	hop: 'account',

	params: z.strictObject({
		origin: z.enum(['device', 'directory']).optional().describe('Where the account was made.'),
	}),

	findings: {
		local: ok('The account lives on the device.'),
		directory: problem(
			'The account comes from a directory; its password is changed there, not on the device.',
		),
		'not-known': unknown('Nobody knows whether the account comes from a directory.'),
	},

	async run({params: {origin}, found}) {
		if (origin === undefined) return found('not-known', {});
		return origin === 'device' ? found('local', {}) : found('directory', {});
	},
});

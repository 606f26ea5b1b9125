import {z} from 'zod';
import {defineCheck, ok, problem, unknown} from '../../core/check.ts';

export default defineCheck({
	id: 'person.gate',
	title: 'Reset by mail allowed',
	about: 'Takes from a person whether accounts that are not administrators may reset their password by mail.',
	hop: 'account',

	params: z.strictObject({
		account: z.string().optional().describe('super-user, administrator or user.'),
		gate: z.enum(['on', 'off']).optional().describe('The switch in Control Panel > Users > settings.'),
	}),

	findings: {
		open: ok('The switch for resetting by mail does not stand in the way.'),
		'not-needed': ok('The switch for non-admin users does not concern the super user.'),
		closed: problem('The device does not let users reset their password by mail.'),
		'not-stated': unknown(
			'Reset by mail is off for non-admin users; whether that includes administrators is not stated by the vendor.',
		),
		'depends-on-account': unknown(
			'Reset by mail is off for non-admin users, and nobody knows whether this account is one.',
		),
		'not-known': unknown('Nobody has looked whether users may reset their password by mail.'),
	},

	async run({params: {account, gate}, found}) {
		if (account === 'super-user') return found('not-needed', {});
		if (gate === undefined) return found('not-known', {});
		if (gate === 'on') return found('open', {});
		if (account === 'user') return found('closed', {});
		return account === 'administrator' ? found('not-stated', {}) : found('depends-on-account', {});
	},
});

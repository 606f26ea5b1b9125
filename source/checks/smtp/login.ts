import {defineCheck, ok, problem, type Reach, unknown} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import type {SmtpAnswer} from '../../core/smtp.ts';
import {
	offers,
	questionFor,
	type ServerParams,
	serverFacts,
	serverParams,
	takeTo,
	toldBy,
} from '../conversation.ts';

const codes = {
	'auth.wrong-credentials': 'wrong-credentials',
	'auth.app-password-needed': 'app-password-needed',
	'auth.basic-auth-disabled': 'basic-auth-disabled',
	'auth.smtp-service-off': 'smtp-service-off',
	'auth.locked-out': 'locked-out',
	'auth.oauth-expired': 'oauth-expired',
	'auth.not-offered': 'not-offered',
	'tls.required': 'tls-required',
} as const;

export default defineCheck({
	id: 'smtp.login',
	title: 'Login',
	about: 'Logs in once with the device’s account and never tries again.',
	hop: 'auth',
	params: serverParams,

	findings: {
		accepted: ok('{host} accepts the login {user}.'),
		'no-login': ok('The device is set to send without a login.'),
		'not-told': unknown('Nobody knows which login name the device uses, so no login was tried.'),
		'no-password': unknown('No password was given, so the login was not tried.'),
		'already-tried': unknown('This login was tried once already; trying again could lock the account.'),
		'not-encrypted': unknown('The login was not tried: no password is sent over an unencrypted connection.'),
		'not-offered': problem('{host} offers no way to log in: {offered}.'),
		'other-mechanisms': unknown(
			'{host} offers only ways to log in that lostmail does not speak ({offered}); the device may.',
		),
		'tls-required': problem('{host} demands encryption before a login: {reply}'),
		'wrong-credentials': problem('{host} does not accept this login name with this password: {reply}'),
		'app-password-needed': problem('{host} accepts this account only with an app password: {reply}'),
		'basic-auth-disabled': problem('{host} has switched off logging in with a password: {reply}'),
		'smtp-service-off': problem('Sending by SMTP is switched off for this mailbox: {reply}'),
		'locked-out': problem('{host} has locked this account for now: {reply}'),
		'too-many-tries': unknown('{host} asks to wait because of too many logins: {reply}'),
		'oauth-expired': problem('The permission that the device was given has run out: {reply}'),
		refused: problem('{host} refuses the login: {reply}'),
		temporary: unknown('{host} cannot decide about the login just now: {reply}'),
		'no-answer': unknown('{host} gave no answer to the login: {failure}.'),
		'not-reached': unknown('The conversation with {host} ended earlier: {failure}.'),
	},

	async run({params, found, ...reach}) {
		const facts = serverFacts(params);
		if (params.user === undefined) return found('not-told', facts);
		const outcome = await takeTo('login', params, reach);
		switch (outcome.is) {
			case 'passed':
				return params.user === ''
					? found('no-login', facts)
					: found('accepted', {
							...facts,
							user: params.user,
							mechanism: outcome.answer.mechanism ?? 'unknown',
						});
			case 'not-reached':
				return found('not-reached', {...facts, failure: outcome.said});
			case 'refused': {
				const {code = 'refused', facts: told} = toldBy(outcome, codes);
				const all = {...facts, ...told};
				if (outcome.answer.tls || code === 'tls-required')
					return code === 'not-offered' ? found(code, {...all, offered: told.reply}) : found(code, all);
				// Nothing secret was said, so nothing is known of the account: only what is offered counts.
				const offered = await whatIsOffered(outcome.answer, params, reach);
				if (offered === 'after-tls') return found('tls-required', all);
				return offered === 'nowhere'
					? found('not-offered', {...all, offered: 'no login at all'})
					: found('not-encrypted', all);
			}
			case 'deferred': {
				const {code, facts: told} = toldBy(outcome, codes);
				return found(code === 'locked-out' ? 'too-many-tries' : 'temporary', {...facts, ...told});
			}
			case 'failed':
				break;
		}
		const {failure} = outcome;
		if (failure.code === 'no-secret') return found('no-password', facts);
		if (failure.code === 'already-tried') return found('already-tried', facts);
		if (failure.code === 'not-permitted') return found('not-encrypted', facts);
		if (failure.code === 'not-offered') {
			const offered = inWords(failure);
			return found(offered === 'no login at all' ? 'not-offered' : 'other-mechanisms', {...facts, offered});
		}
		return found('no-answer', {...facts, failure: inWords(failure)});
	},
});

/**
 * Where a server that refuses to begin a login without encryption offers one. A second look, without any
 * credentials, sees what it offers behind TLS.
 */
const whatIsOffered = async (
	{extensions: {plain}}: SmtpAnswer,
	{host, port}: ServerParams,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<'after-tls' | 'nowhere' | 'unclear'> => {
	if (offers(plain, 'AUTH')) return 'unclear';
	if (!offers(plain, 'STARTTLS')) return 'nowhere';
	const question = questionFor({host, port, security: 'starttls'}, 'tls');
	const look = await probes.smtp({...question, dialogue: 'second look'}, signal);
	if (!look.ok || look.value.stop || !look.value.extensions.encrypted) return 'unclear';
	return offers(look.value.extensions.encrypted, 'AUTH') ? 'after-tls' : 'nowhere';
};

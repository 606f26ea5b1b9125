import {defineCheck, ok, problem, unknown} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import {mechanismsOf, type SmtpAnswer} from '../../core/smtp.ts';
import {serverFacts, serverParams, takeTo} from '../conversation.ts';
import {lacking, mechanismsInWords} from '../login-offer.ts';
import {deferralOf, refusalInPlain, refusalOf, seenIn} from './login/refusal.ts';

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
		'no-password': unknown('Neither a password nor a token was given, so the login was not tried.'),
		'not-usable': unknown('The login was not tried: {failure}.'),
		'already-tried': unknown(
			'This login was tried once already and is not tried again by itself, because that could lock the account. Running this step again tries the password that was given last.',
		),
		'not-encrypted': unknown('The login was not tried: no password is sent over an unencrypted connection.'),
		'not-offered': problem('{host} does not take a login this way: {reply}'),
		'no-oauth': problem(
			'{host} offers no login with an OAuth token ({offered}), and that is what the device was given.',
		),
		'password-not-tried': unknown(
			'{host} takes no OAuth token ({offered}), and beside a token no password is tried, so the login was not tried; leave the token out to try the password.',
		),
		'oauth-only': problem(
			'{host} offers logins with an OAuth token only ({offered}), and the device has a password.',
		),
		'token-needed': unknown(
			'{host} offers logins with an OAuth token only ({offered}), and none was given, so the login was not tried.',
		),
		'other-mechanisms': unknown(
			'{host} offers only ways to log in that lostmail cannot use with what it was given ({offered}); the device may.',
		),
		'tls-required': problem('{host} demands encryption before a login: {reply}'),
		'wrong-credentials': problem(
			'{host} does not accept this login name with this password; {hint}: {reply}',
		),
		'app-password-needed': problem('{host} accepts this account only with an app password: {reply}'),
		'basic-auth-disabled': problem('{host} has switched off logging in with a password: {reply}'),
		'smtp-service-off': problem(
			'Sending by SMTP is switched off for this mailbox, or for its whole organization: {reply}',
		),
		'locked-out': problem('{host} has locked this account or this internet address out: {reply}'),
		'too-many-tries': unknown('{host} asks to wait because of too many logins: {reply}'),
		'oauth-expired': problem(
			'{host} does not accept the token (OAuth) of the device; it may be expired, withdrawn or not for this account: {reply}',
		),
		'oauth-scope': problem(
			'The permission (OAuth) that the device was given does not allow sending mail at {host}, which wants one for {scope}: {reply}',
		),
		refused: problem('{host} refuses the login: {reply}'),
		temporary: unknown('{host} puts the login off for now: {reply}'),
		'no-answer': unknown('{host} gave no answer to the login: {failure}.'),
		'not-reached': unknown('The conversation with {host} ended earlier: {failure}.'),
	},

	async run({params, found, ...reach}) {
		const facts = serverFacts(params);
		const {user} = params;
		if (user === undefined) return found('not-told', facts);
		const outcome = await takeTo('login', params, reach);
		const seen = {...facts, ...seenIn(outcome.answer)};
		switch (outcome.is) {
			case 'passed':
				return user === ''
					? found('no-login', seen)
					: found('accepted', {mechanism: 'unknown', ...seen, user});
			case 'not-reached':
				return found('not-reached', {...facts, failure: outcome.said});
			case 'refused': {
				if (!outcome.answer.tls) {
					const {code, facts: told} = await refusalInPlain(outcome, params, reach);
					return code === 'not-offered'
						? found(code, {...facts, ...told, offered: mechanismsInWords([])})
						: found(code, {...facts, ...told});
				}
				const {code, facts: told, hint} = refusalOf(outcome, params, reach);
				const all = {...facts, ...told};
				if (code === 'wrong-credentials') return found(code, {...all, hint});
				const {tokenRefused} = outcome.answer;
				if (code === 'oauth-scope')
					return found(code, {...all, scope: tokenRefused?.scope ?? 'another purpose'});
				return code === 'not-offered'
					? found(code, {...all, offered: offeredBy(outcome.answer)})
					: found(code, all);
			}
			case 'deferred': {
				const {code, facts: told} = deferralOf(outcome);
				return found(code, {...seen, ...told});
			}
			case 'failed':
				break;
		}
		const {failure, answer} = outcome;
		const why = {...seen, failure: inWords(failure)};
		if (failure.code === 'no-secret') return found('no-password', seen);
		if (failure.code === 'already-tried') return found('already-tried', seen);
		if (failure.code === 'not-permitted') return found('not-encrypted', seen);
		if (failure.code === 'bad-name') return found('not-usable', why);
		const {encrypted} = answer?.extensions ?? {};
		if (failure.code !== 'not-offered' || !encrypted) return found('no-answer', why);
		const mechanisms = mechanismsOf(encrypted);
		const offered = mechanismsInWords(mechanisms);
		return found(lacking(mechanisms, params), {...seen, offered, reply: `it offers ${offered}`});
	},
});

const offeredBy = ({extensions: {encrypted = []}}: SmtpAnswer): string =>
	mechanismsInWords(mechanismsOf(encrypted));

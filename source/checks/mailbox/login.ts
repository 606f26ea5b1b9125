import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, ok, unknown} from '../../core/check.ts';
import {doorFacts, doorOf, doorParams, look} from '../mailbox-door.ts';
import {adviceFor, openedLines} from './login/advice.ts';

export default defineCheck({
	id: 'mailbox.login',
	title: 'Mailbox login',
	about: 'Logs in to the mailbox by IMAP, once, and reads which folders it has.',
	hop: 'mailbox',
	params: z.strictObject(doorParams),

	findings: {
		'logged-in': ok('{host} lets {user} into the mailbox.'),
		'app-password-needed': unknown(
			'{host} lets nobody in with the password of the account; it wants an app password: {reply}. The mailbox was not looked into.',
		),
		'oauth-only': unknown(
			'{host} takes no password any more, only a login with OAuth: {reply}. The mailbox was not looked into.',
		),
		'imap-off': unknown('IMAP is switched off for the mailbox {user}: {reply}. It was not looked into.'),
		locked: unknown('{host} lets nobody in for now: {reply}. The mailbox was not looked into.'),
		refused: unknown('{host} refuses the login {user}, so the mailbox was not looked into: {reply}. {hint}'),
		'not-opened': unknown('{host} takes the login {user}, and then does not open the mailbox: {reply}.'),
		'not-offered': unknown(
			'The login was not tried: {host} offers none with what was given ({reply}). {hint}',
		),
		'not-usable': unknown('The login was not tried: {reply}.'),
		'not-encrypted': unknown(
			'The login was not tried at {host}: no password is sent over an unencrypted connection ({reply}).',
		),
		untrusted: unknown(
			'The login was not tried: {host} shows a certificate that is not to be trusted ({reply}).',
		),
		'not-reached': unknown('The mailbox server {host} was not reached: {reply}.'),
		'no-secret': unknown(
			'Neither a password nor a token was given for {user}, so the mailbox was not looked into.',
		),
		'already-tried': unknown(
			'The login {user} was tried before and is not tried again by itself, because that could lock the account. Running this step again tries the password that was given last.',
		),
	},

	async run({params, found, probes, signal, providers}) {
		const facts = doorFacts(params);
		const looked = await look({...doorOf(params), do: 'login'}, {probes, signal});
		if (looked.is === 'open') {
			const {facts: seen, lines} = openedLines(looked.answer);
			return found('logged-in', {...facts, ...seen, ...advise({details: lines})});
		}
		const {code, said, words, answer} = looked;
		const {hint, facts: known, lines} = adviceFor(code, params, {providers, words});
		return found(code, {
			...facts,
			...known,
			reply: said,
			hint,
			...advise({details: [...lines, ...(answer ? openedLines(answer).lines : [])]}),
		});
	},
});

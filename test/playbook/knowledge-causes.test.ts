import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import type {Hop} from '../../source/core/hop.ts';
import {loadKnowledge} from '../../source/playbook/knowledge.ts';

const {knowledge} = await loadKnowledge(fileURLToPath(new URL('../../playbooks', import.meta.url)));
if (!knowledge) throw new Error('the knowledge that is shipped has problems');
const all = [...knowledge.causes.values()];

/** The ids that other programs match: none is renamed, none goes. */
const promised: Partial<Record<Hop, string>> = {
	account: 'reset-not-allowed type-excluded no-address wrong-address',
	request: 'not-sent throttled',
	settings: 'incomplete port-tls-mismatch port-wrong sender-mismatch login-differs login-missing',
	dns: 'resolver-broken resolver-wrong host-not-found host-without-address',
	connect: 'port-blocked refused not-smtp intercepted or-later',
	tls: 'required not-offered certificate-expired certificate-untrusted certificate-name certificate-incomplete certificate-weak certificate-not-yet-valid version clock',
	auth: 'wrong-credentials app-password-needed basic-auth-disabled smtp-service-off locked-out oauth-expired not-offered login-missing refused',
	sender: 'not-allowed helo-rejected relay-denied quota refused',
	recipient: 'unknown disabled mailbox-full rate-limited policy refused',
	accept: 'content-rejected malformed too-large server-trouble refused',
	mx: 'or-later under-way gave-up bounced no-such-domain missing null dangling unreachable lame-servers dnssec-bogus mta-sts certificate dane',
	reputation: 'spf spf-record dkim dmarc dmarc-record ptr blocklisted',
	filter: 'greylisted spam-score quarantined dangerous',
	mailbox: 'junk other-tab rule forwarding full',
	code: 'expired superseded clock clock-here',
};

test('every promised cause is there, at its hop', () => {
	const wanted = Object.entries(promised).flatMap(([hop, names]) =>
		names.split(' ').map(name => [`${hop}.${name}`, hop]),
	);
	expect(all.map(({id, hop}) => [id, hop]).sort()).toEqual(wanted.sort());
});

test('only what nobody can mend without a login to the device is repaired there', () => {
	expect(
		all
			.filter(({repair}) => repair === 'device')
			.map(({id}) => id)
			.sort(),
	).toEqual([
		'account.no-address',
		'account.reset-not-allowed',
		'account.type-excluded',
		'account.wrong-address',
		'auth.app-password-needed',
		'auth.login-missing',
		'auth.oauth-expired',
		'auth.wrong-credentials',
		'dns.host-not-found',
		'request.not-sent',
		'settings.incomplete',
		'settings.login-differs',
		'settings.login-missing',
		'settings.port-tls-mismatch',
		'settings.port-wrong',
		'settings.sender-mismatch',
		'tls.required',
	]);
});

test('the sentence for a worried person has no jargon, no facts and one full stop', () => {
	const jargon =
		/\b(SMTP|IMAP|DNS|TLS|SSL|STARTTLS|MX|SPF|DKIM|DMARC|PTR|HELO|AUTH|OAuth|IP|port 25|certificate|resolver|relay|hop|spoof|RFC|TCP|NTP|DATA|RCPT)\b/i;
	expect(
		all.filter(({plain}) => jargon.test(plain) || /[{}]/.test(plain) || !/^[A-Z][^.!?]*\.$/.test(plain)),
	).toEqual([]);
});

test('sentences name only facts that findings carry', () => {
	const known = new Set('host port security user from to domain reply offered'.split(' '));
	const named = all.flatMap(({id, expert, fix}) =>
		[...`${expert} ${fix}`.matchAll(/\{([^}]*)\}/g)].map(([, fact = '']) => ({id, fact})),
	);
	/** Facts of the one finding that leads to a cause. */
	const own: Readonly<Record<string, string>> = {
		'settings.port-wrong': 'advice',
		'tls.certificate-incomplete': 'issuer',
		'tls.certificate-weak': 'weakness',
		'tls.certificate-not-yet-valid': 'since',
		'code.clock-here': 'skew source',
		'connect.or-later': 'message read',
		'mx.or-later': 'message',
	};
	expect(named.filter(({id, fact}) => !known.has(fact) && !own[id]?.split(' ').includes(fact))).toEqual([]);
});

test('no repair weakens the check of certificates, and none invites more tries at a login', () => {
	for (const {id, fix} of all) {
		expect(fix, id).not.toMatch(/(disable|skip|ignore|turn off|switch off)[^.]*(certificate|verif)/i);
		expect(fix, id).not.toMatch(/try (it )?again( and again)? until/i);
	}
});

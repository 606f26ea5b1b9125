import {writeFile} from 'node:fs/promises';
import type {Identity} from '../../source/lab/certificates.ts';
import {spamAssassinFilter} from './interception-filters.ts';
import {addressOf, device, names} from './interception-mailboxes.ts';
import {startMailServer, table} from './interception-postfix.ts';

/** Where the mail of home-mail.test comes from, as the rest of the world sees it. */
export const outside = '198.51.99.7';

/** What name servers say; `record` is the key that the mail of home-mail.test is signed with. */
export const zonesWith = (record: string) => {
	const strings = (record.match(/.{1,200}/g) ?? []).map(part => `"${part}"`).join(' ');
	return {
		'.': '$TTL 60\n. SOA ns.test. hostmaster.test. 1 3600 600 86400 60\n. NS ns.test.\nns.test. A 127.0.0.1\n',
		'provider.test': ['smtp A 127.0.0.1'],
		'home-mail.test': [
			`@ TXT "v=spf1 ip4:${outside} -all"`,
			'@ MX 10 mail',
			`mail A ${outside}`,
			'_dmarc TXT "v=DMARC1; p=reject"',
			`lab._domainkey TXT ${strings}`,
		],
		'mailbox.test': ['@ MX 10 mx', 'mx A 198.51.99.8', 'imap A 127.0.0.1'],
		'silent.test': ['@ MX 10 mx', 'mx A 198.51.99.9'],
		'99.51.198.in-addr.arpa': ['7 PTR mail.home-mail.test.'],
	};
};

const intoMailboxes = (lmtp: number): string => `lmtp:inet:127.0.0.1:${lmtp}`;

/** The exchanger of mailbox.test: `mx` has rspamd look at its mail, `assassin` SpamAssassin. */
export const startReceiving = (
	folder: string,
	{lmtp, rspamd, spamd}: {readonly lmtp: number; readonly rspamd: string; readonly spamd: number},
) =>
	startMailServer(folder, {
		hostname: 'mx.mailbox.test',
		settings: {
			virtual_mailbox_domains: 'mailbox.test',
			virtual_mailbox_maps: table(Object.fromEntries(names.map(name => [addressOf(name), '1']))),
			virtual_transport: intoMailboxes(lmtp),
			// Bounces go back to the sender.
			transport_maps: table({'home-mail.test': intoMailboxes(lmtp)}),
			smtpd_relay_restrictions: 'reject_unauth_destination',
		},
		services: {
			mx: {smtpd_upstream_proxy_protocol: 'haproxy', smtpd_milters: rspamd},
			assassin: {smtpd_upstream_proxy_protocol: 'haproxy', content_filter: 'spamassassin:'},
			back: {},
		},
		transports: ({back}) => spamAssassinFilter(folder, {spamd, back}),
	});

/** A way to a port of 127.0.0.1. */
export const wayTo = (port: number): string => `smtp:[127.0.0.1]:${port}`;
/** The same; a server that says nothing is left after a second. */
export const hastyWayTo = (port: number): string => `hasty:[127.0.0.1]:${port}`;

/** The server that the device hands its mail in at, and that passes it on by `ways`, for an address or a domain each. */
export const startSending = async (
	folder: string,
	{
		hostname,
		identity,
		logins,
		signer,
		lmtp,
		ways,
	}: {
		readonly hostname: string;
		readonly identity: Identity;
		readonly logins: string;
		readonly signer: string;
		readonly lmtp: number;
		readonly ways: Readonly<Record<string, string>>;
	},
) => {
	const chain = `${folder}.pem`;
	await writeFile(chain, `${identity.key}\n${identity.cert}`, {mode: 0o600});
	return startMailServer(folder, {
		hostname,
		settings: {
			virtual_mailbox_domains: 'home-mail.test',
			virtual_mailbox_maps: table({[device]: '1'}),
			virtual_transport: intoMailboxes(lmtp),
			transport_maps: table(ways),
			smtp_helo_name: 'mail.home-mail.test',
			// The sender is told at once.
			delay_warning_time: '1s',
		},
		services: {
			submission: {
				smtpd_tls_chain_files: chain,
				smtpd_tls_security_level: 'encrypt',
				smtpd_sasl_auth_enable: 'yes',
				smtpd_sasl_type: 'dovecot',
				smtpd_sasl_path: logins,
				smtpd_relay_restrictions: 'permit_sasl_authenticated, reject',
				smtpd_milters: signer,
			},
		},
		transports: async () => 'hasty unix - - n - - smtp\n  -o { smtp_helo_timeout = 1s }',
	});
};

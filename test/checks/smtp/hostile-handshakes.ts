// Long because every way in which encryption can be hostile has its row here.
import type {Socket} from 'node:net';
import type {TLSSocket} from 'node:tls';
import {datesIn, hugeRsa, smallRsa} from './hostile-identities.ts';
import {drip, flood, type Play, say, type TlsSettings} from './hostile-peer.ts';
import {type Forger, forging} from './hostile-records.ts';
import {atTheHandshake, authority, heard, host, type Kind, talks} from './hostile-rows.ts';

/** Answers the first octets of the handshake with this. */
const answering = (act: (raw: Socket) => void): Play =>
	talks({}, raw => void raw.once('data', () => act(raw)));
const saying = (octets: string | Buffer): Play => answering(raw => void raw.write(octets));
const hex = (octets: string): Buffer => Buffer.from(octets, 'hex');

/** What stands where a TLS handshake should be; nothing of it is proven, because anybody on the way can say it. */
const noHandshakes: readonly Kind[] = [
	{
		name: 'is silent at the handshake',
		ms: 700,
		play: answering(() => {}),
		finds: atTheHandshake('no-answer'),
		sweeps: {starttls: 'none-works', implicit: 'nothing-answers'},
	},
	{
		name: 'answers the handshake with plain text',
		ms: 700,
		play: answering(raw => {
			say(raw, '250 fine');
			raw.on('data', () => say(raw, '250 fine'));
		}),
		finds: atTheHandshake('handshake-failed|no-answer'),
	},
	{
		name: 'answers the handshake with garbage',
		ms: 700,
		play: saying(Buffer.alloc(3000, 0xa5)),
		finds: atTheHandshake('handshake-failed|no-answer'),
		sweeps: {starttls: 'none-works', implicit: 'nothing-answers'},
	},
	{
		name: 'answers the handshake with that of SSH',
		ms: 700,
		play: saying('SSH-2.0-OpenSSH_9\r\n'),
		finds: atTheHandshake('handshake-failed|no-answer'),
	},
	{
		name: 'closes at the handshake',
		ms: 700,
		play: answering(raw => void raw.end()),
		finds: atTheHandshake('handshake-failed|no-answer'),
	},
	{
		name: 'resets at the handshake',
		ms: 700,
		play: answering(raw => void raw.resetAndDestroy()),
		finds: atTheHandshake('handshake-failed|no-answer'),
	},
	{
		name: 'answers the handshake with an alert',
		ms: 700,
		play: saying(hex('15030300020228')),
		finds: atTheHandshake('handshake-failed|no-answer'),
	},
	{
		name: 'answers the handshake with warnings for ever',
		ms: 700,
		play: answering(flood(hex('1503030002015a'))),
		finds: atTheHandshake('handshake-failed|no-answer'),
	},
	{
		name: 'asks for the handshake anew for ever',
		ms: 1000,
		play: answering(flood(hex('160303000400000000'.repeat(100)))),
		finds: atTheHandshake('no-answer'),
	},
	{
		name: 'sends the handshake back',
		ms: 700,
		play: talks({}, raw => void raw.on('data', chunk => raw.write(chunk))),
		finds: atTheHandshake('handshake-failed|no-answer'),
	},
	{
		name: 'drips its handshake',
		ms: 700,
		play: answering(drip('\x16\x03\x03\x40\x00\x02\x00\x3f\xfc', 10)),
		finds: atTheHandshake('no-answer'),
	},
	{
		name: 'announces a handshake message of 16 MB',
		ms: 700,
		play: answering(raw => {
			raw.write(hex('1603034000020fffff'));
			flood(Buffer.alloc(4096))(raw);
		}),
		finds: atTheHandshake('handshake-failed|no-answer'),
	},
	{
		name: 'speaks before TLS where TLS comes first, and then says no more',
		ms: 700,
		play: ({raw, overhear}) => {
			raw.on('data', overhear);
			say(raw, '220 x ESMTP');
			raw.on('data', chunk => String(chunk).startsWith('EHLO') && say(raw, '250-x\n250 STARTTLS'));
		},
		finds: {implicit: 'connected plain-port!'},
		sweeps: {implicit: 'none-works'},
	},
];

/** Servers that give the offer of encryption and do not mean it. */
const startTls: readonly Kind[] = [
	{
		name: 'refuses STARTTLS',
		play: talks({STARTTLS: '502 5.5.1 no'}),
		finds: {starttls: 'greeted refused!'},
	},
	{
		name: 'takes STARTTLS back for now',
		play: talks({STARTTLS: '454 4.7.0 not now'}),
		finds: {starttls: 'greeted temporary'},
	},
	{
		name: 'has its STARTTLS blanked out',
		play: talks({EHLO: '250-x\n250 XXXXXXXA'}),
		finds: {starttls: 'greeted stripped!'},
		sweeps: {starttls: 'stripped'},
	},
	{
		name: 'slips a reply in behind STARTTLS',
		play: talks({STARTTLS: '220 go\n250-x\n250 AUTH PLAIN'}),
		finds: {starttls: 'greeted injected!'},
	},
	{
		name: 'slips half a reply in behind STARTTLS',
		play: talks({STARTTLS: line => line.write('220 go\r\n25')}),
		finds: {starttls: 'greeted injected!'},
	},
];

const showing = (tls: TlsSettings): Play => talks({}, tls);
const untrusted = async (identity: Promise<TlsSettings>): Promise<TlsSettings> => ({
	...(await identity),
	untrusted: true,
});
const namesThatAct = (count: number, length: number): readonly string[] =>
	Array.from({length: count}, () => '\u0001\u001b[2J\u0000'.repeat(length));
const numbered = (count: number): readonly string[] => [
	host,
	...Array.from({length: count}, (_, index) => `n${index}.example.test`),
];

/** Certificates that no sane authority makes. */
const certificates: readonly Kind[] = [
	{
		name: 'asks for our certificate',
		play: showing({requestCert: true}),
		finds: heard('accept', 'accepted'),
	},
	{
		name: 'demands our certificate',
		play: showing({requestCert: true, rejectUnauthorized: true}),
		finds: atTheHandshake('broken-off'),
		sweeps: {starttls: 'none-works', implicit: 'none-works'},
	},
	{
		name: 'speaks TLS 1.1 only',
		play: showing({minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0'}),
		finds: atTheHandshake('version!'),
	},
	{
		name: 'shows a chain of 50 certificates',
		play: showing(await authority.chain(50)),
		finds: heard('accept', 'accepted'),
	},
	{
		name: 'shows twelve certificates, each with names that act',
		play: showing(await untrusted(authority.chain(12, namesThatAct(50, 14)))),
		finds: atTheHandshake('certificate-name!'),
	},
	{
		name: 'shows a certificate for 2,000 names',
		play: showing(await authority.issue({names: numbered(2000)})),
		finds: heard('accept', 'accepted'),
	},
	{
		name: 'shows a certificate for 10,000 names',
		ms: 700,
		play: showing(await authority.issue({names: numbered(10_000)})),
		finds: atTheHandshake('handshake-failed|no-answer'),
	},
	{
		name: 'shows a certificate for names that act',
		play: showing(await untrusted(authority.issue({names: namesThatAct(60, 40)}))),
		finds: atTheHandshake('certificate-name!'),
	},
	{
		name: 'shows a subject of 16 KiB',
		play: showing(await authority.issue({subject: `CN=${'x'.repeat(16_384)}`})),
		finds: heard('accept', 'accepted'),
	},
	{
		name: 'shows dates that nobody can read',
		play: showing(
			await untrusted(authority.forged(tbs => datesIn(tbs).map(at => [at, '99ab99cd99ef9'] as const))),
		),
		finds: atTheHandshake('certificate-untrusted!'),
		sweeps: {implicit: 'certificate'},
	},
	{
		name: 'shows an RSA key of 512 bits',
		play: showing({
			...(await untrusted(authority.rsa(smallRsa()))),
			maxVersion: 'TLSv1.2',
			ciphers: 'DEFAULT@SECLEVEL=0',
		}),
		finds: atTheHandshake('certificate-weak!'),
	},
	{
		name: 'shows an RSA key of 16384 bits',
		alone: true,
		play: showing(await authority.rsa(hugeRsa())),
		finds: {implicit: heard('accept', 'accepted').implicit ?? ''},
	},
];

const identity = await authority.issue();

/** Robs the encrypted connection when the client says EHLO on it. */
const robbing =
	(act: (forger: Forger, raw: Socket) => void): Play =>
	peer =>
		forging(peer, identity, (line, rob) => {
			say(line, '220 smtp.provider.test ESMTP');
			line.on('data', chunk => String(chunk).startsWith('EHLO') && rob(forger => act(forger, peer.raw)));
		});

const recordsForEver =
	(type: 'handshake' | 'data', content: Buffer, then: (forger: Forger) => void = () => {}) =>
	(forger: Forger, raw: Socket): void => {
		const more = () => {
			if (!raw.writable) return;
			let taken = true;
			for (let index = 0; index < 50 && taken; index++) {
				taken = forger.write(type, content);
				then(forger);
			}
			if (taken) setImmediate(more);
			else raw.once('drain', more);
		};
		more();
	};

/** A NewSessionTicket that lasts two hours (RFC 8446 section 4.6.1): nonce of 8 octets, ticket of 64, no extensions. */
const sessionTicket = Buffer.concat([
	hex('04000055'),
	hex('00001c20'),
	hex('07070707'),
	hex('080000000000000001'),
	hex('0040'),
	Buffer.alloc(64, 9),
	hex('0000'),
]);
/** RFC 8446 section 4.6.3. */
const keyUpdate = (asked: 0 | 1): Buffer => Buffer.from([24, 0, 0, 1, asked]);

/** What is hostile under keys that are agreed on; every octet of it is the server's own. */
const robbed: readonly Kind[] = [
	{
		name: 'negotiates anew for ever',
		ms: 1500,
		play: talks(
			{
				'EHLO encrypted': line => {
					const again = () => {
						if (!line.destroyed) (line as TLSSocket).renegotiate({}, () => setImmediate(again));
					};
					again();
				},
			},
			{maxVersion: 'TLSv1.2'},
		),
		finds: atTheHandshake('broken-off|no-answer'),
	},
	{
		name: 'sends session tickets for ever',
		ms: 1000,
		play: robbing(recordsForEver('handshake', sessionTicket)),
		finds: {implicit: 'connected broken-off|no-answer'},
	},
	{
		name: 'sends empty records for ever',
		ms: 1000,
		play: robbing(recordsForEver('data', Buffer.alloc(0))),
		finds: {implicit: 'connected broken-off|no-answer'},
	},
	{
		name: 'changes its keys for ever',
		ms: 1000,
		play: robbing(recordsForEver('handshake', keyUpdate(0), forger => forger.renew())),
		finds: {implicit: 'connected broken-off|no-answer'},
	},
	{
		name: 'demands new keys for ever and reads nothing',
		ms: 1000,
		play: robbing((forger, raw) => {
			raw.pause();
			recordsForEver('handshake', keyUpdate(1), ({renew}) => renew())(forger, raw);
		}),
		finds: {implicit: 'connected broken-off|no-answer'},
	},
	{
		name: 'takes leave of TLS and says more',
		play: robbing((forger, raw) => {
			forger.write('alert', Buffer.from([1, 0]));
			forger.write('data', Buffer.from('250-x\r\n250 AUTH PLAIN\r\n'));
			raw.write('250-x\r\n250 AUTH PLAIN\r\n');
		}),
		finds: {implicit: 'connected broken-off|no-answer'},
	},
	{
		name: 'breaks a record',
		play: robbing((_, raw) => raw.write(Buffer.concat([hex('1703030028'), Buffer.alloc(40)]))),
		finds: {implicit: 'connected broken-off|no-answer'},
	},
];

/** Hostile where the encryption begins, and under it. */
export const handshakes: readonly Kind[] = [...startTls, ...noHandshakes, ...certificates, ...robbed];

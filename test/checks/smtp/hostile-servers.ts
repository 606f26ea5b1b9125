// Long because every way in which a server was ever seen, or thought, to be hostile has its row here.
import type {Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import {drip, flood, inSingleOctets, many, rudely, say} from './hostile-peer.ts';
import {account, atTheDoor, base64, heard, type Kind, talks, upFront} from './hostile-rows.ts';

const withLogin = (mechanisms: string): string => `250-smtp.provider.test\n250 AUTH ${mechanisms}`;
/** A reply of that code, not far below of what one may take. */
const long = (code: number, last: string): string =>
	`${many(15, () => `${code}-${'x'.repeat(1000)}`)}\n${code} ${last}`;

/** Every stage after the handshake, by what the client says there; and the check that hears the answer. */
const stages = {
	EHLO: 'hello',
	AUTH: 'login',
	'MAIL FROM': 'sender',
	'RCPT TO': 'recipient',
	DATA: 'accept',
	message: 'accept',
} as const;

const late =
	(text: string) =>
	(line: Duplex): void =>
		void setTimeout(() => say(line, text), 265);

/** Silence behind TLS, where a slow machine may not even have come to the end of the handshake. */
const silent = atTheDoor('no-greeting', 'broken-off|no-answer');

const atEveryStage = (
	name: (verb: string) => string,
	act: (line: Duplex, raw: Socket) => void,
	finds: (stage: (typeof stages)[keyof typeof stages]) => Kind['finds'],
): readonly Kind[] =>
	Object.entries(stages).map(([verb, stage]) => ({
		name: name(verb),
		play: talks({[verb]: (line: Duplex, _: string, raw: Socket) => act(line, raw)}),
		finds: finds(stage),
	}));

/** Servers that are silent, slow, or never come to an end. */
const endless: readonly Kind[] = [
	{
		name: 'says nothing',
		ms: 500,
		play: upFront(() => {}),
		finds: silent,
		sweeps: {starttls: 'nothing-answers', implicit: 'none-works|nothing-answers'},
	},
	{
		name: 'drips one digit for ever',
		ms: 500,
		play: upFront(drip('2')),
		finds: silent,
	},
	{
		name: 'drips an endless greeting',
		ms: 500,
		play: upFront(drip('220-hello\r\n', 2)),
		finds: atTheDoor('not-asked|no-greeting', 'broken-off|no-answer'),
	},
	{
		name: 'never ends its greeting',
		play: upFront(flood(`220-${'x'.repeat(900)}\r\n`.repeat(20))),
		takes: 12_000_000,
		finds: atTheDoor('not-asked', 'broken-off'),
		sweeps: {starttls: 'none-works', implicit: 'none-works'},
	},
	{
		name: 'never ends the line of its greeting',
		play: upFront(flood(`220 ${'x'.repeat(20_000)}`)),
		takes: 12_000_000,
		finds: atTheDoor('not-asked', 'broken-off'),
	},
	{
		name: 'sends digits without an end of line',
		play: upFront(flood('2'.repeat(20_000))),
		takes: 12_000_000,
		finds: atTheDoor('not-smtp!', 'not-smtp!'),
		sweeps: {starttls: 'nothing-answers'},
	},
	{
		name: 'never ends its reply to EHLO',
		play: talks({EHLO: flood('250-x\r\n'.repeat(2000))}),
		takes: 12_000_000,
		finds: atTheDoor('not-asked', 'broken-off'),
	},
	{
		name: 'sends octets that are zero',
		play: upFront(flood(Buffer.alloc(2000))),
		takes: 12_000_000,
		finds: atTheDoor('not-smtp!', 'not-smtp!'),
	},
	{
		name: 'sends 8-bit garbage',
		play: upFront(line =>
			line.write(Buffer.from(Array.from({length: 5000}, (_, at) => (at * 151 + 128) % 256))),
		),
		finds: atTheDoor('not-smtp!', 'not-smtp!'),
		sweeps: {starttls: 'nothing-answers', implicit: 'none-works'},
	},
	{
		name: 'floods instead of saying goodbye',
		play: talks({
			'MAIL FROM': '550 5.1.0 no',
			QUIT: (line, _, raw) => {
				rudely(line, raw);
				flood('250-x\r\n'.repeat(150_000))(line);
			},
		}),
		takes: 12_000_000,
		finds: heard('sender', 'refused!'),
	},
	{
		name: 'says as much as it may at every stage',
		play: talks({
			greeting: long(220, 'x'),
			EHLO: long(250, 'STARTTLS'),
			'EHLO encrypted': long(250, 'AUTH LOGIN'),
			STARTTLS: long(220, 'go'),
			AUTH: '334 VXNlcm5hbWU6',
			other: (line, said) =>
				say(line, said === base64(account.password) ? long(235, 'fine') : '334 UGFzc3dvcmQ6'),
			DATA: long(354, 'go'),
			any: long(250, 'fine'),
		}),
		finds: heard('accept', 'accepted'),
	},
	{
		name: 'says what takes six times the room to write down',
		play: talks({greeting: `220 ${'\u0001'.repeat(2600)}`, 'MAIL FROM': `550 5.1.0 ${'\0'.repeat(3900)}`}),
		finds: heard('sender', 'no-answer'),
	},
	{
		name: 'never reads',
		ms: 500,
		play: upFront(line => {
			say(line, '220 x');
			line.pause();
		}),
		finds: atTheDoor('not-asked', 'broken-off|no-answer'),
		sweeps: {starttls: 'none-works'},
	},
	{
		name: 'stops reading at DATA',
		ms: 1500,
		play: talks({
			DATA: line => {
				say(line, '354 go');
				line.removeAllListeners('data').pause();
			},
		}),
		finds: heard('accept', 'no-answer'),
	},
	{
		name: 'delays every reply to just below the limit',
		ms: 1600,
		haste: 6,
		play: talks({
			greeting: late('220 x'),
			'EHLO starttls': late('250-x\n250 STARTTLS'),
			'EHLO encrypted': late('250-x\n250 AUTH PLAIN'),
			AUTH: late('235 fine'),
			'MAIL FROM': late('250 fine'),
			'RCPT TO': late('250 fine'),
		}),
		// Each reply is in time; all of them together are not.
		finds: {
			starttls:
				'greeted encrypted|broken-off accepted|no-answer|not-reached accepted|no-answer|not-reached accepted|no-answer|not-reached no-answer|not-reached',
		},
		ends: 'the whole conversation took more than 9.6 s',
	},
	{
		name: 'replies only after QUIT',
		ms: 500,
		play: talks({any: () => {}, greeting: () => {}, EHLO: () => {}, QUIT: '220 a\n250 b'}),
		finds: silent,
	},
	{
		name: 'talks to itself',
		ms: 500,
		play: upFront(line => line.on('data', chunk => line.write(chunk))),
		finds: silent,
		sweeps: {starttls: 'nothing-answers'},
	},
];

/** Servers that break off. */
const broken: readonly Kind[] = [
	{
		name: 'says 421 with its greeting and closes',
		play: talks({greeting: line => line.end('421 4.3.2 no\r\n')}),
		finds: atTheDoor('busy', 'busy'),
		sweeps: {starttls: 'none-works', implicit: 'none-works'},
	},
	...atEveryStage(
		verb => `says 421 at ${verb} and closes`,
		line => line.end('421 4.3.2 shutting down\r\n'),
		stage => (stage === 'hello' ? atTheDoor('busy', 'busy') : heard(stage, 'temporary')),
	),
	{
		name: 'resets at once',
		play: ({raw}) => raw.resetAndDestroy(),
		finds: {starttls: 'dropped', none: 'dropped', implicit: 'dropped|connected handshake-failed|not-reached'},
		sweeps: {starttls: 'nothing-answers'},
	},
	...atEveryStage(
		verb => `resets at ${verb}`,
		(_, raw) => raw.resetAndDestroy(),
		stage => (stage === 'hello' ? atTheDoor('dropped', 'broken-off') : heard(stage, 'no-answer')),
	),
	...atEveryStage(
		verb => `closes at ${verb}`,
		line => line.end(),
		stage => (stage === 'hello' ? atTheDoor('dropped', 'broken-off') : heard(stage, 'no-answer')),
	),
	{
		name: 'closes its half after the greeting and listens on',
		play: upFront(line => line.end('220 x\r\n')),
		finds: atTheDoor('dropped', 'broken-off'),
	},
];

/** Servers whose replies are none, or say two things at once. */
const contradicting: readonly Kind[] = [
	{
		name: 'changes the code inside of its greeting',
		play: talks({greeting: '220-welcome\n554 go away'}),
		finds: atTheDoor('not-asked', 'broken-off'),
	},
	{
		name: 'refuses and accepts the sender in one reply',
		play: talks({'MAIL FROM': '550-5.1.0 no\n250 2.1.0 yes'}),
		finds: heard('sender', 'no-answer'),
	},
	{
		name: 'accepts and refuses the login in one reply',
		play: talks({AUTH: '235-2.7.0 yes\n535 5.7.8 no'}),
		finds: heard('login', 'no-answer'),
	},
	{
		name: 'contradicts its codes by enhanced codes',
		play: talks({AUTH: '235 5.7.8 Refused', 'MAIL FROM': '250 5.1.8 Refused', 'RCPT TO': '450 2.1.5 Fine'}),
		finds: heard('recipient', 'temporary'),
	},
	{
		name: 'sends its replies ahead',
		play: upFront(flood('250 ok\r\n'.repeat(500))),
		takes: 12_000_000,
		finds: atTheDoor('not-asked', 'broken-off'),
		sweeps: {starttls: 'none-works'},
	},
	{
		name: 'sends all replies with its greeting',
		play: upFront(line => say(line, '220 x\n250 x\n250 ok\n250 ok\n250 ok\n354 go\n250 ok')),
		finds: atTheDoor('not-asked', 'broken-off'),
	},
	{
		name: 'sends a second reply with that to EHLO',
		play: talks({EHLO: `250 x\n250-x\n250 STARTTLS`}),
		finds: atTheDoor('not-asked', 'broken-off'),
	},
	{
		name: 'sends the reply to RCPT with that to MAIL',
		play: talks({'MAIL FROM': '250 ok\n250 ok'}),
		finds: heard('recipient', 'no-answer'),
	},
	{
		name: 'greets twice',
		play: talks({greeting: '220 a\n220 b'}),
		finds: atTheDoor('not-asked', 'broken-off'),
	},
	{
		name: 'greets in twenty lines',
		play: talks({greeting: `${many(19, index => `220-line ${index}`)}\n220 end`}),
		finds: heard('accept', 'accepted'),
	},
	{
		name: 'says everything in single octets',
		play: peer => {
			inSingleOctets(peer.raw);
			talks({})(peer);
		},
		finds: {none: 'greeted not-encrypted not-encrypted', open: heard('accept', 'accepted').open ?? ''},
	},
	{
		name: 'says 354 to everything',
		play: talks({any: '354 go on', greeting: '354 go on'}),
		finds: atTheDoor('not-asked', 'broken-off'),
	},
	{
		name: 'says 250 to everything',
		play: talks({greeting: '250 fine', AUTH: '250 fine', DATA: '250 fine'}),
		finds: {
			...heard('login', 'no-answer'),
			none: 'greeted not-encrypted not-encrypted',
			open: heard('accept', 'no-answer').open ?? '',
		},
	},
	{
		name: 'hangs up at the login with a reply that begins with 2',
		play: talks({AUTH: line => line.end('221 2.7.0 Bye, bad login\r\n')}),
		finds: heard('login', 'no-answer'),
	},
	{
		name: 'answers RCPT with 999',
		play: talks({'RCPT TO': '999 what'}),
		finds: heard('recipient', 'no-answer'),
	},
	...[
		'000 zero',
		'999 much',
		'199 little',
		'25 short',
		'2500 long',
		'-250 minus',
		'',
		'  220 blank',
		'220_x',
	].map(
		(text): Kind => ({
			name: `greets with ${JSON.stringify(text)}`,
			play: upFront(line => line.write(`${text}\r\n`)),
			finds: atTheDoor('not-smtp!', 'not-smtp!'),
		}),
	),
];

/** Servers whose words are meant to act on whoever reads them. */
const acting: readonly Kind[] = [
	{
		name: 'replies in 8-bit garbage',
		play: talks({
			greeting: `220 ${'\xff\xfe\x80'.repeat(900)}`,
			'MAIL FROM': `250 ${'\xe9'.repeat(3000)}`,
			'RCPT TO': '250 \xff\x80',
			message: '250 \xc3\x28',
		}),
		finds: heard('accept', 'accepted'),
	},
	{
		name: 'sends bidi and escape sequences',
		play: talks({
			greeting: '220 \u001b]0;pwned\u0007\u001b[2J \xe2\x80\xae',
			'MAIL FROM': '550 5.1.8 \u001b[31m\xe2\x80\xae no \xe2\x80\x8b',
		}),
		finds: heard('sender', 'refused!'),
	},
	{
		name: 'imitates a transcript',
		play: talks({'RCPT TO': '550 5.7.1 no\r      C: AUTH PLAIN x\r      S: 235 fine'}),
		finds: heard('recipient', 'refused!'),
	},
	{
		name: 'ends its lines with a bare carriage return',
		ms: 500,
		play: upFront(line => line.write('220 x ESMTP\r')),
		finds: atTheDoor('not-asked', 'broken-off|no-answer'),
	},
	{
		name: 'ends its lines with a bare line feed',
		play: upFront(line => {
			line.write('220 x ESMTP\n');
			line.on('data', () => line.write('250-x\n250-STARTTLS\n250 AUTH X-NONE\n'));
		}),
		finds: {none: 'greeted not-encrypted not-encrypted', implicit: 'connected encrypted other-mechanisms'},
	},
];

/** Servers that are after the password, or give it away. */
const curious: readonly Kind[] = [
	{
		name: 'greets with a password that it knows from before',
		play: talks({greeting: `220 welcome ${account.password} ${base64(account.password)}`}),
		finds: {...heard('accept', 'accepted'), none: 'greeted not-encrypted not-encrypted'},
	},
	{
		name: 'asks for a login without end',
		play: talks({AUTH: '334 ', other: '334 ', '*': '334 '}),
		finds: {...heard('login', 'no-answer'), none: 'greeted not-encrypted not-encrypted'},
	},
	{
		name: 'asks for the password before the name',
		play: talks({
			'EHLO encrypted': withLogin('LOGIN'),
			AUTH: '334 UGFzc3dvcmQ6',
			other: (line, said) =>
				say(line, said === base64(account.password) ? '334 VXNlcm5hbWU6' : '535 5.7.8 no'),
		}),
		finds: heard('login', 'refused!'),
	},
	{
		name: 'sends the password back, plain, in base64, in capitals and backwards',
		play: talks({
			'EHLO encrypted': withLogin('LOGIN'),
			AUTH: '334 VXNlcm5hbWU6',
			other: (line, said) => {
				const back = Buffer.from(said, 'base64').toString();
				if (back !== account.password) return say(line, '334 UGFzc3dvcmQ6');
				const backwards = [...back].reverse().join('');
				say(
					line,
					many(4, at => `535-5.7.8 ${[back, said, back.toUpperCase(), backwards][at]} again`),
				);
				say(line, '535 5.7.8 that was it');
			},
		}),
		finds: heard('login', 'refused!'),
		hides: [account.password.toUpperCase(), [...account.password].reverse().join('')],
	},
	{
		name: 'sends the whole command back, in large and small letters',
		play: talks({
			AUTH: (line, said) =>
				say(line, `535-5.7.8 ${said}\n535-5.7.8 ${said.toLowerCase()}\n535 ${said.toUpperCase()}`),
		}),
		finds: heard('login', 'refused!'),
		hides: [base64(`\0${account.user}\0${account.password}`).toLowerCase()],
	},
	{
		name: 'sends the command back, cut and wrapped',
		play: talks({
			AUTH: (line, said) =>
				say(
					line,
					`500-5.5.1 "${said.slice(0, -4)}..."\n500-5.5.1 "${said.slice(0, 24)}\n500 ${said.slice(24)}"`,
				),
		}),
		finds: heard('login', 'refused!'),
		hides: [base64(`\0${account.user}\0${account.password}`).slice(8, -4)],
	},
	{
		name: 'sends the password back a thousand times',
		play: talks({AUTH: `535 ${`${account.password} `.repeat(290)}`}),
		finds: heard('login', 'refused!'),
	},
	{
		name: 'sends the password back at the recipient',
		play: talks({'RCPT TO': `550 5.1.1 ${account.password} ${base64(account.password)}`}),
		finds: heard('recipient', 'refused!'),
	},
	{
		name: 'sends a line that is no reply, with the password in it',
		play: talks({AUTH: `wrong: ${account.password}`}),
		finds: heard('login', 'no-answer'),
	},
	{
		name: 'asks a riddle of CRAM-MD5 that is none, and sends the answer back',
		play: talks({
			'EHLO encrypted': withLogin('CRAM-MD5'),
			AUTH: '334 !!!!',
			other: (line, said) => say(line, `535 5.7.8 ${said}`),
		}),
		finds: heard('login', 'refused!'),
	},
];

/** Servers that offer what nobody can use. */
const offering: readonly Kind[] = [
	{
		name: 'offers 10,000 keywords',
		play: talks({EHLO: `${many(10_000, index => `250-X-KEYWORD-${index}`)}\n250 STARTTLS`}),
		finds: atTheDoor('not-asked', 'broken-off'),
		sweeps: {starttls: 'none-works', implicit: 'none-works'},
	},
	{
		name: 'offers a keyword of 4,000 characters',
		play: talks({
			'EHLO starttls': `250-x\n250-${'K'.repeat(4000)}\n250 STARTTLS`,
			'EHLO open': `250-x\n250 ${'K'.repeat(4000)}`,
			'EHLO encrypted': `250-x\n250-${'K'.repeat(4000)}\n250 AUTH PLAIN`,
		}),
		finds: heard('accept', 'accepted'),
	},
	{
		name: 'offers a keyword of 5,000 characters',
		play: talks({EHLO: `250-x\n250-${'K'.repeat(5000)}\n250 STARTTLS`}),
		finds: atTheDoor('not-asked', 'broken-off'),
	},
	{
		name: 'offers many mechanisms twice, and none of ours',
		play: talks({
			'EHLO encrypted': `250-x\n250-AUTH ${'X-NONE '.repeat(500)}\n250-AUTH=${'X-NONE '.repeat(500)}\n250 AUTH \u001b[31m ${many(400, at => `M${at}`).replaceAll('\n', ' ')}`,
		}),
		finds: heard('login', 'other-mechanisms'),
	},
];

/** What is no mail server at all. */
const others: readonly Kind[] = Object.entries({
	HTTP: ['HTTP/1.1 400 Bad Request\r\n\r\n', '500 x'],
	SSH: ['SSH-2.0-OpenSSH_9', 'x'],
	POP3: ['+OK ready', '-ERR'],
	IMAP: ['* OK IMAP4rev1 ready', '* BAD'],
	NNTP: ['200 news.test InterNetNews', '500 What?'],
	FTP: ['220 FTP ready', '500 Unknown command'],
} as const).map(([name, [greeting, reply]]) => ({
	name: `speaks ${name}`,
	play: upFront(line => {
		say(line, greeting);
		line.on('data', () => say(line, reply));
	}),
	finds: atTheDoor('not-smtp!', 'not-smtp!'),
	...(name === 'FTP' || name === 'HTTP' ? {sweeps: {implicit: 'none-works'}} : {}),
}));

/** Hostile from the first octet on, or once the encryption stands. */
export const conversations: readonly Kind[] = [
	...endless,
	...broken,
	...contradicting,
	...acting,
	...curious,
	...offering,
	...others,
];

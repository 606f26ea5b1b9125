import type {Evidence} from '../../core/event.ts';
import type {Exchange, SmtpAnswer} from '../../core/smtp.ts';
import type {Tone} from '../theme.ts';

/** One thing said, with what it means for somebody who does not read SMTP. */
export type Said = Exchange & {readonly means: string; readonly tone?: Tone};

const most = 1000;

/** What was said in an answer of the SMTP probe; nothing for any other probe, or for what is not well formed. */
export const saidIn = ({probe, answer}: Evidence): readonly Said[] => {
	if (probe !== 'smtp') return [];
	const exchanges = (answer as Partial<SmtpAnswer> | undefined)?.exchanges;
	if (!Array.isArray(exchanges)) return [];
	return exchanges.filter(isExchange).slice(0, most).map(explain);
};

const isExchange = (value: unknown): value is Exchange => {
	const {ms, side, text} = (value ?? {}) as Partial<Exchange>;
	return (
		typeof ms === 'number' &&
		typeof text === 'string' &&
		(side === 'client' || side === 'server' || side === 'connection')
	);
};

const verbs: ReadonlyArray<readonly [RegExp, string]> = [
	[/^(EHLO|HELO)\b/i, 'says who it is'],
	[/^STARTTLS\b/i, 'asks for encryption'],
	[/^AUTH\b/i, 'logs in'],
	[/^MAIL FROM\b/i, 'names the sender'],
	[/^RCPT TO\b/i, 'names the recipient'],
	[/^DATA\b/i, 'wants to send the message'],
	[/^(QUIT|RSET)\b/i, 'ends here, nothing is sent'],
];

/** The subject of an enhanced code, RFC 3463 section 3. */
const subjects: Readonly<Record<string, string>> = {
	'1': 'address',
	'2': "the recipient's mailbox",
	'3': 'mail system',
	'4': 'network or routing',
	'5': 'protocol',
	'6': 'content',
	'7': 'security policy',
};

const explain = (exchange: Exchange): Said => {
	const text = exchange.text.slice(0, most);
	switch (exchange.side) {
		case 'connection':
			return {...exchange, text, means: ''};
		case 'client':
			return {...exchange, text, means: verbs.find(([verb]) => verb.test(text))?.[1] ?? ''};
		case 'server':
			return {...exchange, text, ...meaningOfReply(text)};
	}
};

/** The first digit decides (RFC 5321 section 4.2.1); 4xx is "not now", and so neither good nor bad. */
const meaningOfReply = (text: string): Pick<Said, 'means' | 'tone'> => {
	const [, digit, more, subject] = /^([2-5])\d\d([ -])?(?:[245]\.(\d{1,3})\.\d{1,3})?/.exec(text) ?? [];
	const about = subject !== undefined && subjects[subject] ? `: ${subjects[subject]}` : '';
	switch (digit) {
		case '2':
			return {means: more === '-' ? '' : 'accepted', tone: 'good'};
		case '3':
			return {means: 'go on', tone: 'good'};
		case '4':
			return {means: `temporary${about}`, tone: 'warning'};
		case '5':
			return {means: `permanent${about}`, tone: 'bad'};
		default:
			return {means: ''};
	}
};

import type {CapturedMessage} from '../../../core/capture.ts';
import type {SinkSession} from '../../../core/sink.ts';
import {sessionWords} from '../../../core/sink-words.ts';
import {bringsCode, isFor, newestFirst, recipientsOf, wordsOf} from '../../captured.ts';
import {deviceIn, hasLogin, hasOtherLogin, type Machine, type Marks, machineOf} from '../../caught-device.ts';
import type {What} from './entering.ts';
import type {SessionCode} from './findings.ts';
import {type Expected, lacksLogin} from './login.ts';
import {type Outcome, outcomeOf} from './session.ts';
import type {Wait} from './waiting.ts';

export type Wanted = {
	readonly what: What;
	readonly address?: string | undefined;
	readonly expected: Expected;
	/** The machine that delivered mail earlier in this run; absent where none did, or nobody knows which. */
	readonly device?: Machine | undefined;
};

/** What a wait came to, before it is told. */
export type Verdict =
	| {
			readonly is: 'message';
			readonly code: 'arrived' | 'login-missing' | 'arrived-without-code' | 'other-address' | 'other-mail';
			readonly message: CapturedMessage;
			readonly session?: SinkSession | undefined;
			readonly beside: readonly string[];
	  }
	| {
			readonly is: 'session';
			readonly outcome: Outcome;
			readonly session: SinkSession;
			readonly beside: readonly string[];
	  }
	/** The device did not connect; `others` are machines that did, and may be anybody's. */
	| {readonly is: 'silence'; readonly others: readonly string[]; readonly beside: readonly string[]};

type Caught = Pick<Wait, 'sessions' | 'messages'>;
type Told = ReadonlyArray<{readonly session: SinkSession; readonly outcome: Outcome}>;
type Decided =
	| Omit<Extract<Verdict, {is: 'message'}>, 'beside'>
	| Omit<Extract<Verdict, {is: 'session'}>, 'beside'>;

const marksOf = ({address, expected: {user}}: Wanted): Marks => ({user, address});

/**
 * Whether this message is what is waited for. Where nobody told an address, a mail of another machine than the one that
 * delivered before is not, nor one that came with another login than was told.
 */
export const isAwaited = (message: CapturedMessage, wanted: Wanted): boolean => {
	const {what, address, device, expected} = wanted;
	if (!isFor(message, address) || (what === 'code' && !bringsCode(message))) return false;
	if (address !== undefined || hasLogin(message, expected.user)) return true;
	return what === 'code' && device
		? message.remote === device.remote
		: !hasOtherLogin(message, expected.user);
};

/**
 * Decides what a wait has shown, by one machine alone: the one that brought what was waited for, else the device. A mail
 * that was waited for is beaten by nothing but the login that its own machine used. What others did is told beside it.
 */
export const verdictOf = (caught: Caught, wanted: Wanted): Verdict => {
	const awaited = bestAwaited(caught.messages, wanted);
	const device = awaited ? machineBy(awaited, wanted) : deviceBy(caught, wanted);
	const isMine = (remote: string) => remote === device?.remote;
	const told = toldOf(caught.sessions, wanted.expected);
	const mine = told.filter(({session}) => isMine(session.remote.address));
	const decided = awaited ? ofAwaited(awaited, caught, mine, wanted) : ofDevice(caught, mine, isMine, wanted);
	const others = caught.messages.filter(({remote}) => !isMine(remote));
	const final = decided ? levelled(decided, device) : ofOthers(others, caught, wanted);
	const beside = [
		...messageBeside(final, awaited),
		...besideOf(
			mine.filter(({session}) => !decides(final, session)),
			'the device',
		),
		...besideOf(
			told.filter(({session}) => !isMine(session.remote.address)),
			'another machine',
		),
		...others
			.filter(one => !(final?.is === 'message' && final.message.id === one.id))
			.slice(-most)
			.map(strayWords),
	];
	if (final) return {...final, beside};
	const strangers = caught.sessions.map(({remote}) => remote.address).filter(remote => !isMine(remote));
	return {is: 'silence', others: [...new Set(strangers)], beside};
};

const toldOf = (sessions: readonly SinkSession[], expected: Expected): Told =>
	sessions.flatMap(session => {
		const outcome = outcomeOf(session, expected);
		return outcome ? [{session, outcome}] : [];
	});

/** The newest of those that are waited for; one of the machine that is known goes before. */
const bestAwaited = (messages: readonly CapturedMessage[], wanted: Wanted): CapturedMessage | undefined => {
	const awaited = newestFirst(messages).filter(message => isAwaited(message, wanted));
	return (
		awaited.find(({remote}) => remote === wanted.device?.remote) ??
		awaited.find(message => hasLogin(message, wanted.expected.user)) ??
		awaited[0]
	);
};

const machineBy = (message: CapturedMessage, wanted: Wanted): Machine => {
	const machine = machineOf(message, marksOf(wanted));
	const known = wanted.device?.tied === true && wanted.device.remote === machine.remote;
	return {...machine, tied: machine.tied || known};
};

/** The machine that delivered before, unless it kept away and another one showed a mark of the device. */
const deviceBy = (caught: Caught, wanted: Wanted): Machine | undefined => {
	const {device: earlier} = wanted;
	const here = deviceIn(caught, marksOf(wanted));
	if (!earlier) return here;
	const came = caught.sessions.some(({remote}) => remote.address === earlier.remote);
	if (here?.remote === earlier.remote) return {...earlier, tied: earlier.tied || here.tied};
	return !came && here?.tied ? here : earlier;
};

const sessionOf = ({session: wanted}: CapturedMessage, {sessions}: Caught): SinkSession | undefined =>
	sessions.find(({id}) => id === wanted);

const otherLoginIn = (told: Told): Told[number] | undefined =>
	told.findLast(({outcome}) => outcome.code === 'login-differs');

/** By the session that brought it; where nobody logged in there, by whatever login its machine tried. */
const ofAwaited = (message: CapturedMessage, caught: Caught, mine: Told, wanted: Wanted): Decided => {
	const session = sessionOf(message, caught);
	const own = session && session.logins.length > 0 ? mine.filter(one => one.session === session) : mine;
	const differs = otherLoginIn(own);
	if (differs) return {is: 'session', ...differs};
	const code = session && lacksLogin(session, wanted.expected) ? 'login-missing' : 'arrived';
	return {is: 'message', code, message, session};
};

const ofDevice = (
	caught: Caught,
	mine: Told,
	isMine: (remote: string) => boolean,
	{what, address}: Wanted,
): Decided | undefined => {
	const differs = otherLoginIn(mine);
	if (differs) return {is: 'session', ...differs};
	const messages = newestFirst(caught.messages).filter(({remote}) => isMine(remote));
	const found = (
		code: 'arrived-without-code' | 'other-address' | 'other-mail',
		message: CapturedMessage,
	): Decided => ({is: 'message', code, message, session: sessionOf(message, caught)});
	const fitting = messages.find(message => isFor(message, address));
	if (fitting) return found('arrived-without-code', fitting);
	// A mail without a code says nothing about where the code goes.
	const astray = messages.find(message => what === 'test' || bringsCode(message));
	if (astray) return found('other-address', astray);
	if (messages[0]) return found('other-mail', messages[0]);
	const decisive = telling(mine);
	return decisive && {is: 'session', ...decisive};
};

/** What nobody knows to be the device's proves nothing against it. */
const levelled = (decided: Decided, device: Machine | undefined): Decided => {
	if (device?.tied) return decided;
	if (decided.is === 'message')
		return decided.code === 'other-address' ? {...decided, code: 'other-mail'} : decided;
	const code = untied[decided.outcome.code];
	return code ? {...decided, outcome: {...decided.outcome, code}} : decided;
};

const untied: Partial<Readonly<Record<SessionCode, SessionCode>>> = {
	'login-differs': 'other-login',
	'tls-too-old': 'old-tls-offered',
};

const ofOthers = (
	others: readonly CapturedMessage[],
	caught: Caught,
	{address}: Wanted,
): Decided | undefined => {
	const sorted = newestFirst(others);
	const fitting = address === undefined ? undefined : sorted.find(message => isFor(message, address));
	const message = fitting ?? sorted[0];
	if (!message) return undefined;
	const code = fitting ? 'arrived-without-code' : 'other-mail';
	return {is: 'message', code, message, session: sessionOf(message, caught)};
};

/** Sessions that end like this may be anybody's, and say little. */
const weak: ReadonlySet<SessionCode> = new Set([
	'left',
	'left-after-tls',
	'not-smtp',
	'turned-away',
	'misbehaved',
]);

/** The last session that says much; else the last that may have been put off by the certificate; else the last. */
const telling = (told: Told): Told[number] | undefined =>
	told.findLast(({outcome}) => !weak.has(outcome.code)) ??
	told.findLast(({outcome}) => outcome.code === 'left-after-tls') ??
	told.at(-1);

/** Sessions and messages that are told of beside what decides. */
const most = 10;

const decides = (decided: Decided | undefined, session: SinkSession): boolean =>
	decided?.is === 'session' && decided.session === session;

const messageBeside = (
	decided: Decided | undefined,
	awaited: CapturedMessage | undefined,
): readonly string[] =>
	decided?.is === 'session' && awaited
		? [`Message ${awaited.id} for ${recipientsOf(awaited)} was caught all the same.`]
		: [];

const besideOf = (told: Told, whose: 'the device' | 'another machine'): readonly string[] => [
	...told.slice(-most).map(({session}) => {
		const remote = wordsOf(session.remote.address);
		const {text} = sessionWords(session);
		return whose === 'the device'
			? `Session ${session.id} of ${remote}: ${text}.`
			: `Another machine, ${remote}, in session ${session.id}: ${text}.`;
	}),
	...(told.length > most ? [`${told.length - most} more sessions of ${whose} before that.`] : []),
];

const strayWords = (message: CapturedMessage): string =>
	`Another machine, ${wordsOf(message.remote)}, brought message ${message.id} for ${recipientsOf(message)}.`;

import {z} from 'zod';
import {problem, type Reach, unknown, warning} from '../core/check.ts';
import {lasting} from '../core/duration.ts';
import {ruleFor} from '../core/knowledge.ts';
import {providerOfServer} from '../core/reply-rule.ts';
import type {Reply, SmtpStage} from '../core/smtp.ts';
import {minutes} from '../core/value.ts';
import {type ServerParams, type StageOutcome, shown, takeTo} from './conversation.ts';

/** What a check that may meet greylisting (RFC 6647) takes besides the server. */
export const patienceParams = {
	'may-wait': z
		.enum(['yes', 'no'])
		.optional()
		.describe(
			'Whether to wait and ask once more when the server asks to come back later; else it is asked then.',
		),
	'code-life': minutes().optional().describe('Minutes that a code stays valid.'),
};

export type Patience = {
	readonly 'may-wait'?: 'yes' | 'no' | undefined;
	readonly 'code-life'?: number | undefined;
};

/** What comes of greylisting, in the same words at the recipient and after the message. */
export const greylistFindings = {
	greylisted: unknown('{to} asks unknown senders to come back later, and {not}: {reply}'),
	'still-greylisted': unknown('{to} still asks to come back later, {waited} after the first try: {reply}'),
	'accepted-later': warning(
		'{host} takes mail for {to} only at a second try: {waited} after it answered “{reply}”. {meaning}',
	),
	'too-late': problem(
		'{host} takes mail for {to} only at a second try, {waited} after it answered “{reply}”, and a code lives {life}.',
	),
};

/** Seconds to stay away where a server does not say how long: what most greylisting software is set to. */
const usual = 300;
/** Seconds that nobody is asked to wait longer than. */
const longest = 900;

const perUnit: Readonly<Record<string, number>> = {s: 1, m: 60, h: 3600};

/** `5:00` or `00:05:00` as a length. Behind `after` it may be a time of day, unless it begins with no hours. */
const byClock =
	/\b(?:(?:in|for|within|wait|least|retry)\s+(?:(\d{1,2}):)?|after\s+(00?):)(\d{1,2}):(\d{2})(?![\w:-]|\.\d)/i;
/** `5 minutes`, `3 minutes and 20 seconds`, `1h30m`. */
const byUnits =
	/\b(?:in|for|after|within|wait|least|retry)\s+((?:\d{1,5}\s*(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)(?![a-z-])(?:,?\s*(?:and\s+)?(?=\d))?){1,3})(?!\w)/i;

/** Seconds after which a server wants to be asked again, by its own words; nothing where it names no time. */
export const waitAskedFor = ({lines}: Reply): number | undefined => {
	const said = lines.join(' ').slice(0, 1000);
	const [, hours = '0', , minutes, rest] = byClock.exec(said) ?? [];
	if (rest !== undefined) return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
	const [, length] = byUnits.exec(said) ?? [];
	if (length === undefined) return undefined;
	return [...length.matchAll(/(\d+)\s*([smh])/gi)]
		.map(([, count, unit = 's']) => Number(count) * (perUnit[unit.toLowerCase()] ?? 1))
		.reduce((sum, seconds) => sum + seconds, 0);
};

/** A wait that took place. */
type Wait = {
	/** What the server said first. */
	readonly reply: Reply;
	readonly seconds: number;
	/** Who chose its length: only what the server says tells that it would not have taken the mail before. */
	readonly chosenBy: 'server' | 'us';
};

type Asking = Pick<Reach, 'probes' | 'replies' | 'signal' | 'tag'>;

/**
 * Takes the dialogue to a stage. Where greylisting stops it, stays away as long as the server asks for and takes a
 * dialogue of its own there, once, if the person agrees: by the parameter, or when asked in the middle of the run.
 */
export const takePatiently = async (
	stage: SmtpStage,
	params: ServerParams,
	patience: Patience,
	reach: Asking,
): Promise<{readonly outcome: StageOutcome; readonly wait?: Wait; readonly putOff?: PutOff}> => {
	const outcome = await takeTo(stage, params, reach);
	const first = greylistingIn(outcome, params, reach);
	if (!first) return {outcome};
	if (outcome.is === 'not-reached') {
		const begun = await takeTo(stage, params, reach, {dialogue: afterAPause, only: 'if-begun'});
		if (begun.is !== 'failed' || begun.answer) return {outcome: begun};
	}
	// One second more, so that a server that counts exactly does not find us early.
	const asked = waitAskedFor(first.reply);
	const seconds = (asked ?? usual) + 1;
	const wants = `${params.host} asks to come back ${asked === undefined ? `later and names no time; ${lasting(usual)} are usual` : `in ${lasting(asked)}`}`;
	const not = await waitOut({seconds, wants}, stage, patience, reach);
	if (not !== undefined) return {outcome, putOff: putOffBy(first, {seconds, not})};
	const second = await takeTo(stage, params, reach, {dialogue: afterAPause});
	const again = greylistingIn(second, params, reach);
	if (again) return {outcome: second, putOff: putOffBy(again, {seconds})};
	return {
		outcome: second,
		wait: {reply: first.reply, seconds, chosenBy: asked === undefined ? 'us' : 'server'},
	};
};

type Greylisting = {readonly reply: Reply; readonly means: string};

/** The reply by which greylisting stopped the dialogue, at this stage or before it. */
const greylistingIn = (
	outcome: StageOutcome,
	{host}: ServerParams,
	{replies}: Pick<Reach, 'replies'>,
): Greylisting | undefined => {
	if (outcome.is === 'passed' || outcome.is === 'failed' || !outcome.answer.stop?.reply) return undefined;
	const {stage, reply} = outcome.answer.stop;
	const rule = ruleFor(replies, stage, reply, providerOfServer(host, outcome.answer.greeting));
	return rule && !rule.unsure && rule.cause === 'filter.greylisted' ? {reply, means: rule.means} : undefined;
};

/** How long to stay away, and how the server put it. */
type Stay = {readonly seconds: number; readonly wants: string};

/** Waits, or says why not. */
const waitOut = async (
	{seconds, wants}: Stay,
	stage: SmtpStage,
	patience: Patience,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<string | undefined> => {
	const away = lasting(seconds - 1);
	if (seconds > longest) return `it asks for ${away}, longer than lostmail waits`;
	const {'may-wait': mayWait} = patience;
	const agreed =
		mayWait === undefined ? await agrees(stage, wants, away, patience, {probes, signal}) : mayWait === 'yes';
	if (!agreed) return 'nobody agreed to wait';
	const pause = await probes.pause({seconds, why: wants}, signal);
	return pause.ok ? undefined : 'the wait was called off';
};

/** The dialogue of second tries, which later stages go on with. */
const afterAPause = 'after a pause';

const agrees = async (
	stage: SmtpStage,
	wants: string,
	away: string,
	{'code-life': life}: Patience,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<boolean> => {
	const answer = await probes.person(
		{
			id: `${stage}-may-wait`,
			ask: `${wants}. Wait, and then ask it once more?`,
			why: `Only a second try shows whether it takes the mail then. ${lifeWords(life)} A device that does not try again by itself loses the code here.`,
			kind: 'choice',
			choices: [
				{value: 'yes', label: `Wait ${away}`},
				{value: 'no', label: 'Go on without'},
			],
			mayBeUnknown: true,
		},
		signal,
	);
	return answer.ok && 'value' in answer.value && answer.value.value === 'yes';
};

const lifeWords = (life: number | undefined): string =>
	life === undefined
		? 'Codes often live no longer than a few minutes, so the wait alone can spoil one.'
		: `The code lives ${lasting(life * 60)}.`;

type PutOff = {
	readonly code: 'greylisted' | 'still-greylisted';
	readonly facts: {
		readonly reply: string;
		readonly means: string;
		readonly not: string;
		readonly waited: string;
		readonly matched: true;
	};
};

/** What is told of a server that will not have it yet, whether somebody waited or not. */
const putOffBy = (
	{reply, means}: Greylisting,
	{seconds, not}: {readonly seconds: number; readonly not?: string},
): PutOff => ({
	code: not === undefined ? 'still-greylisted' : 'greylisted',
	facts: {
		reply: shown(reply),
		means,
		not: not ?? 'does so again',
		waited: lasting(seconds - 1),
		matched: true,
	},
});

/** What a wait means for a code: whether it outlives it, and what is said about that. */
export const judgeWait = (
	{reply, seconds, chosenBy}: Wait,
	{'code-life': life}: Patience,
): {
	readonly code: 'accepted-later' | 'too-late';
	readonly facts: {
		readonly waited: string;
		readonly life: string;
		readonly meaning: string;
		readonly reply: string;
		readonly waitedSeconds: number;
	};
} => ({
	code:
		chosenBy === 'server' && life !== undefined && seconds - 1 >= life * 60 ? 'too-late' : 'accepted-later',
	facts: {
		waited: lasting(seconds - 1),
		waitedSeconds: seconds - 1,
		life: life === undefined ? 'nobody told how long' : lasting(life * 60),
		meaning: `${lifeWords(life)} A device that does not try again by itself loses it.`,
		reply: shown(reply),
	},
});

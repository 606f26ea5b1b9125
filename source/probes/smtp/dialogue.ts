import type {Failure} from '../../core/failure.ts';
import {type SmtpAnswer, type SmtpStage, smtpStages} from '../../core/smtp.ts';
import {failureOf} from '../failure.ts';
import {createCover} from './cover.ts';
import {passes} from './stages.ts';
import {type DialogueOptions, leave, type Plan, type Refusal, type Talk} from './talk.ts';
import {createTranscript} from './wire.ts';

/** How many times what one reply may take a whole dialogue may take, waiting for questions not counted. */
const patience = 6;

/** One conversation with one server, taken on from stage to stage by the questions of several checks. */
export const openDialogue = (plan: Plan, options: DialogueOptions) => {
	const {ms, clock} = options;
	const ending = new AbortController();
	const talk: Talk = {
		plan,
		options,
		signal: ending.signal,
		transcript: createTranscript(clock),
		cover: createCover(),
		anomalies: new Set(),
		replies: {},
		extensions: {},
		offered: [],
	};
	const stages: {[Stage in SmtpStage]?: number} = {};
	let stop: SmtpAnswer['stop'];
	let why: Failure | undefined;
	let spent = 0;
	let busy = 0;
	let turn: Promise<unknown> = Promise.resolve();

	const end = (failure: Failure) => {
		why ??= failure;
		ending.abort();
	};

	const advance = async (wanted: SmtpStage): Promise<void> => {
		for (const stage of smtpStages.slice(0, place(wanted) + 1)) {
			if (stop) return;
			if (stages[stage] !== undefined) continue;
			const began = clock();
			try {
				await passes[stage](talk);
				stages[stage] = tenths(clock() - began);
			} catch (thrown) {
				stop = {stage, ...(isRefusal(thrown) ? {reply: thrown.reply} : {failure: why ?? failureOf(thrown)})};
				if (stop.failure) talk.transcript.add('connection', stop.failure.detail ?? stop.failure.code);
				leave(talk);
			}
		}
	};

	/** Works towards a stage until it is reached, called off, or the time of the whole dialogue is used up. */
	const work = async (stage: SmtpStage, signal: AbortSignal, tag: string | undefined): Promise<void> => {
		if (signal.aborted) return;
		if (tag !== undefined) talk.tag = tag;
		const callOff = () => end({code: 'cancelled'});
		const used = () =>
			end({code: 'timeout', detail: `the whole conversation took more than ${(ms * patience) / 1000} s`});
		const timer = setTimeout(used, Math.max(0, ms * patience - spent));
		signal.addEventListener('abort', callOff, {once: true});
		const began = clock();
		busy += 1;
		try {
			await advance(stage);
		} finally {
			busy -= 1;
			spent += clock() - began;
			clearTimeout(timer);
			signal.removeEventListener('abort', callOff);
		}
	};

	const answer = (stage: SmtpStage): SmtpAnswer => {
		const {address, greeting, heard, tls, mechanism, loginRefused, extensions} = talk;
		const reply = talk.replies[stage];
		const stopped = stop && place(stop.stage) <= place(stage) ? stop : undefined;
		return {
			...(address === undefined ? {} : {address}),
			exchanges: talk.transcript.take(),
			...(greeting ? {greeting, ...heard} : {}),
			extensions,
			...(tls ? {tls} : {}),
			...(mechanism === undefined ? {} : {mechanism}),
			...loginRefused,
			...(reply ? {reply} : {}),
			...(stopped ? {stop: stopped} : {}),
			anomalies: [...talk.anomalies],
			...(talk.release?.lineEnds && stage === 'accept' ? {lineEnds: talk.release.lineEnds} : {}),
			stages: {...stages},
		};
	};

	return {
		/**
		 * Takes the conversation to this stage, after whatever was asked before; a dialogue that ended stays ended.
		 * Gives nothing when the question was called off.
		 */
		reach(stage: SmtpStage, signal: AbortSignal, tag?: string): Promise<SmtpAnswer | undefined> {
			const mine = turn.then(async () => {
				await work(stage, signal, tag);
				return signal.aborted ? undefined : answer(stage);
			});
			turn = mine;
			return unlessAborted(mine, signal);
		},
		close() {
			if (busy > 0) return end({code: 'cancelled'});
			leave(talk);
			ending.abort();
		},
	};
};

const place = (stage: SmtpStage): number => smtpStages.indexOf(stage);
const tenths = (ms: number): number => Math.round(ms * 10) / 10;

const isRefusal = (thrown: unknown): thrown is Refusal =>
	typeof thrown === 'object' && thrown !== null && 'reply' in thrown;

/** A question that waits for its turn can be called off as well. */
const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> =>
	new Promise((resolve, reject) => {
		const callOff = () => resolve(undefined);
		signal.addEventListener('abort', callOff, {once: true});
		work.then(resolve, reject).finally(() => signal.removeEventListener('abort', callOff));
	});

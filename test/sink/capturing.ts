import {afterEach} from 'vitest';
import type {CaptureAnswer, CapturePlan, CaptureQuestion} from '../../source/core/capture.ts';
import type {Failure} from '../../source/core/failure.ts';
import {failed, type Result, success} from '../../source/core/result.ts';
import {type CaptureSink, captureProbe} from '../../source/sink/capture.ts';
import {understand} from '../../source/sink/understand.ts';
import {send} from './mailer.ts';
import {openScene, type Scene} from './scene.ts';

export const plan: CapturePlan = {ports: [{port: 2525, security: 'none'}], reach: 'this-machine'};
const {signal} = new AbortController();

/** What is closed behind every test. */
const open: {close(): Promise<void>}[] = [];
afterEach(async () => {
	await Promise.all(open.splice(0).map(one => one.close()));
});

type Stage = {
	readonly asked: CapturePlan[];
	readonly scenes: Scene[];
	/** How often a wait began, and which sinks were closed, by the order in which they were opened. */
	readonly awaited: () => number;
	readonly closed: readonly number[];
	readonly ask: (question: CaptureQuestion, leaving?: AbortSignal) => Promise<Result<CaptureAnswer, Failure>>;
	/** The answer, which has to be one. */
	readonly say: (question: CaptureQuestion) => Promise<CaptureAnswer>;
	readonly caught: ReturnType<typeof captureProbe>['caught'];
	readonly close: () => Promise<void>;
};

/** A probe whose sinks are real, each in memory alone; `refusals` are what opening fails with first. */
export const stage = (more: Partial<CaptureSink> = {}, refusals: Failure[] = []): Stage => {
	const asked: CapturePlan[] = [];
	const scenes: Scene[] = [];
	const closed: number[] = [];
	let awaited = 0;
	let now = 1000;
	const capture = captureProbe({
		now: () => 61_000,
		ticks: () => (now += 10),
		async open(wanted) {
			asked.push(wanted);
			const refusal = refusals.shift();
			if (refusal) return failed(refusal);
			const number = scenes.length;
			const scene = await openScene();
			scenes.push(scene);
			return success({
				sink: scene.sink,
				understand,
				addresses: ['192.0.2.20'],
				certificate: 'ab'.repeat(32),
				awaited: () => void awaited++,
				close: async () => {
					closed.push(number);
					await scene.sink.close();
				},
				...more,
			});
		},
	});
	open.push(capture);
	const ask: Stage['ask'] = (question, leaving = signal) => capture.probe(question, leaving);
	return {
		asked,
		scenes,
		closed,
		awaited: () => awaited,
		ask,
		async say(question) {
			const result = await ask(question);
			if (!result.ok) throw new Error(JSON.stringify(result.failure));
			return result.value;
		},
		caught: capture.caught,
		close: capture.close,
	};
};

export const opening: CaptureQuestion = {...plan, do: 'open'};
export const reading: CaptureQuestion = {...plan, do: 'read'};
export const waiting = (after: number, seconds = 20): CaptureQuestion => ({
	...plan,
	do: 'wait',
	seconds,
	after,
	why: 'a mail',
	enter: [],
});

const mail = (body: string, subject = 'Your verification code'): string =>
	`From: NAS <nas@home.test>\r\nTo: me@mailbox.test\r\nSubject: ${subject}\r\n\r\n${body}\r\n`;
export const deliver = async (scene: Scene | undefined, body: string, subject?: string): Promise<void> => {
	await send(scene?.port('none') ?? 0, {ignoreTLS: true, message: mail(body, subject)});
};
/** Waits until so much was told: a message, and the session that brought it. */
export const until = async ({say}: Stage, count: number): Promise<void> => {
	for (let told = 0; told < count; ) ({told} = await say(waiting(told)));
};

import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import type {CaptureAnswer, CapturePlan} from '../../core/capture.ts';
import {defineCheck, type Reach} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import type {SinkSession} from '../../core/sink.ts';
import {address, secretName, text, waitMinutes} from '../../core/value.ts';
import {earlierDevice} from '../caught-device.ts';
import {planOf, portsInWords, sinkParams} from '../sink-plan.ts';
import {awaitedWords, type Entry, entriesFor, prepare} from './capture/entering.ts';
import {findings} from './capture/findings.ts';
import {begin, caughtJustNow, deliveredJustNow, listenRemedy} from './capture/opening.ts';
import {soundSilence} from './capture/silence.ts';
import {tellMessage, tellSession, tellSilence, whyEnded} from './capture/telling.ts';
import {isAwaited, verdictOf, type Wanted} from './capture/verdict.ts';
import {type Wait, waitFor} from './capture/waiting.ts';

export default defineCheck({
	id: 'sink.capture',
	title: 'Mail caught here',
	about: 'Listens in place of the mail server, and sees whether and how the device sends its mail.',
	hop: 'request',

	params: z.strictObject({
		...sinkParams,
		what: z
			.enum(['test', 'code'])
			.describe('What is waited for: a test mail of the device, or the mail with the code.'),
		address: address().optional().describe('Whom the mail should reach; without it, any mail counts.'),
		user: text().optional().describe('The login name that the device should use.'),
		password: secretName()
			.optional()
			.describe('The name of the secret that holds the password that the device should use.'),
		minutes: waitMinutes()
			.optional()
			.describe('How long to wait, at most 30 minutes; 10 unless told otherwise.'),
		'set-off': z
			.enum(['yes', 'no'])
			.optional()
			.describe(
				'Whether the mail is really set off on the device meanwhile, for scripts that do so; a person is asked.',
			),
	}),

	findings,

	async run({params, found, probes, signal, roundAt = 0}) {
		const {what, address: to, user, password: secret} = params;
		const plan = planOf(params, {user, secret});
		const reach = {probes, signal};
		const opened = await begin(plan, reach);
		if (opened.is === 'cannot-listen') {
			const remedy = listenRemedy(plan, opened.failure);
			return found('cannot-listen', {
				ports: portsInWords(plan.ports),
				failure: inWords(opened.failure),
				remedy,
				...advise({details: [remedy]}),
			});
		}
		if (opened.is === 'failed') return found('not-captured', {failure: inWords(opened.failure)});
		const {answer, before} = opened;
		const device = earlierDevice(before.messages, {user, address: to});
		const wanted: Wanted = {what, address: to, expected: {user, secret}, device};
		const reached = deliveredJustNow(before, device, roundAt);
		const enter = entriesFor(answer, {user, address: to});
		const known = new Set(before.sessions.map(({id}) => id));
		const begun: Begun = {wanted, plan, enter, known, answer, reached};
		const wait = caughtJustNow(before, wanted, roundAt) ?? (await ask(begun, params.minutes, reach));
		if (typeof wait === 'string') return found('not-captured', {failure: wait});

		const tell = (caught: Wait) => {
			const verdict = verdictOf(caught, wanted);
			const facts = {answer, wait: caught, wanted};
			if (verdict.is === 'message') return tellMessage(found, verdict, facts);
			return verdict.is === 'session' ? tellSession(found, verdict, facts) : verdict;
		};
		const first = tell(wait);
		if (!('is' in first)) return first;
		if (wait.ended !== 'over') return found('not-captured', {failure: whyEnded(wait.ended)});
		const facts = {answer, wait, wanted};
		if (!reached) return tellSilence(found, first, facts);
		const silence = await soundSilence(
			{...begun, wait, remote: reached.remote.address, setOff: params['set-off']},
			reach,
		);
		const late = silence.is === 'came' ? tell(silence.wait) : first;
		return 'is' in late ? tellSilence(found, late, {...facts, reached, silence}) : late;
	},
});

type Begun = {
	readonly wanted: Wanted;
	readonly plan: CapturePlan;
	readonly enter: readonly Entry[];
	/** Sessions that were there before. */
	readonly known: ReadonlySet<number>;
	readonly answer: CaptureAnswer;
	readonly reached: SinkSession | undefined;
};

/** Tells the person what to enter and waits; the reason, where that cannot be. */
const ask = async (
	{wanted, plan, enter, known, answer, reached}: Begun,
	count: number | undefined,
	reach: Pick<Reach, 'probes' | 'signal'>,
): Promise<Wait | string> => {
	const {what, address: to, device} = wanted;
	const impossible = await prepare(what, enter, reached ? 'reached' : 'new', reach);
	if (impossible !== undefined) return impossible;
	return waitFor(
		{
			plan,
			seconds: (count ?? 10) * 60,
			after: answer.told,
			why: awaitedWords(what, to),
			enter,
			known,
			remote: device?.remote,
			isAwaited: message => isAwaited(message, wanted),
		},
		reach,
	);
};

import type {CaptureAnswer} from '../../../core/capture.ts';
import type {Reach} from '../../../core/check.ts';
import {type Failure, inWords} from '../../../core/failure.ts';
import type {PersonQuestion} from '../../../core/person.ts';
import {printable} from '../../../core/printable.ts';
import {wordsOf} from '../../captured.ts';
import {portsInWords} from '../../sink-plan.ts';

/** A test mail of the device is awaited, or the mail with the code. */
export type What = 'test' | 'code';

export type Entry = {readonly label: string; readonly value: string};

/** Addresses of this machine that a person is told. */
const mostAddresses = 5;

/** What to enter on the device, line by line. */
export const entriesFor = (
	{places, addresses, certificate}: CaptureAnswer,
	{user, address}: {readonly user?: string | undefined; readonly address?: string | undefined},
): readonly Entry[] => {
	const [first = places[0]?.address ?? 'this machine', ...others] = addresses.slice(0, mostAddresses);
	return [
		{label: 'Server', value: wordsOf(first)},
		...(others.length > 0 ? [{label: 'or else', value: others.map(wordsOf).join(', ')}] : []),
		{label: 'Port', value: portsInWords(places)},
		{
			label: 'Login',
			value: user
				? `${printable(user)}, and the password that is entered there already: leave both as they are`
				: 'as it is entered there already; every login is taken',
		},
		{label: 'Sender', value: 'as it is entered there already'},
		...(address === undefined ? [] : [{label: 'Recipient', value: printable(address)}]),
		...(certificate === undefined
			? []
			: [{label: 'Certificate', value: `if the device asks: SHA-256 ${wordsOf(certificate)}`}]),
	];
};

/** What is waited for, in words. */
export const awaitedWords = (what: What, address: string | undefined): string =>
	`${what === 'test' ? 'a test mail of the device' : 'the mail with the code'}${address === undefined ? '' : ` for ${printable(address)}`}`;

const setOff: Readonly<Record<What, string>> = {
	test: 'send a test mail from the device',
	code: 'choose “Forgot Password” once and wait',
};

/** `reached`: the device delivered a mail here before, so its settings are as they should be. */
const readyQuestion = (
	what: What,
	entries: readonly Entry[],
	reached: 'reached' | 'new',
): PersonQuestion => ({
	id: `capture-${what}-ready`,
	ask:
		reached === 'reached'
			? `The device reaches this machine. Leave its mail settings as they are now, and ${setOff[what]}.`
			: 'Write down the device’s own mail settings, if that is not done yet: they go back afterwards. Then enter what stands below.',
	why:
		reached === 'reached'
			? 'What the device sends is kept here and goes nowhere else. Below is what should be entered there now.'
			: `What the device sends is kept here and goes nowhere else. When it is entered and saved, ${setOff[what]}.`,
	enter: entries,
	caution: 'Stay logged in on the device until its own mail settings are back.',
	kind: 'choice',
	choices: [
		{
			value: 'ready',
			label: reached === 'reached' ? 'I do that now' : 'It is entered and saved; I do that now',
		},
		{value: 'cannot', label: 'That cannot be done'},
	],
	mayBeUnknown: false,
});

/** Tells the person what to enter; gives the reason why nothing can be waited for, and nothing where it can. */
export const prepare = async (
	what: What,
	entries: readonly Entry[],
	reached: 'reached' | 'new',
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<string | undefined> => {
	const answer = await probes.person(readyQuestion(what, entries, reached), signal);
	// A script enters what it has to without being asked.
	if (!answer.ok) return answer.failure.code === 'nobody-to-ask' ? undefined : inWords(answer.failure);
	if ('value' in answer.value && answer.value.value === 'ready') return undefined;
	return 'the mail settings of the device cannot be changed for this';
};

/** Whether the code had really been asked for, by the word of whoever did; nobody knows it better. */
export const wasSetOff = async (
	waited: string,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<'yes' | 'no' | Failure> => {
	const answer = await probes.person(
		{
			id: 'capture-code-set-off',
			ask: `Nothing came within ${waited}. Was the code asked for meanwhile, and did the page say that it was sent?`,
			why: 'Only if it was can this prove that the device sent nothing.',
			kind: 'choice',
			choices: [
				{value: 'yes', label: 'Yes'},
				{value: 'no', label: 'No'},
			],
			mayBeUnknown: true,
		},
		signal,
	);
	if (!answer.ok) return answer.failure;
	return 'value' in answer.value && answer.value.value === 'yes' ? 'yes' : 'no';
};

/** Asks for one more test mail; a script that nobody watches sends it without being asked. */
export const sendsAnother = async (
	entries: readonly Entry[],
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<'yes' | 'no'> => {
	const answer = await probes.person(
		{
			id: 'capture-code-once-more',
			ask: 'Send one more test mail from the device now. Leave its mail settings as they are.',
			why: 'If it arrives, the way to this machine still works, and the code was not sent. If not, the silence proves nothing.',
			enter: entries,
			kind: 'choice',
			choices: [
				{value: 'sent', label: 'I send it now'},
				{value: 'cannot', label: 'That cannot be done'},
			],
			mayBeUnknown: false,
		},
		signal,
	);
	if (!answer.ok) return answer.failure.code === 'nobody-to-ask' ? 'yes' : 'no';
	return 'value' in answer.value && answer.value.value === 'sent' ? 'yes' : 'no';
};

import type {Asking, Event, Evidence, Happening, Verdict} from '../core/event.ts';
import type {ImapAnswer, MailboxDoor} from '../core/imap.ts';
import type {StepId} from '../core/playbook.ts';
import {mapProbes, type Probes} from '../core/probe.ts';
import {failed, success} from '../core/result.ts';
import {type SmtpAnswer, type SmtpQuestion, smtpStages} from '../core/smtp.ts';
import type {Vault} from '../core/world.ts';
import type {Journal} from './journal.ts';
import {redacted} from './redact.ts';

/** The logins and mails of a case that other processes have begun: what was answered is not asked once more. */
export type Spent = {
	/** What was answered to a step that did not come to its finding. */
	readonly answered: ReadonlyMap<StepId, readonly Evidence[]>;
	/** Logins that were refused, or on their way when a process ended, so that nobody knows what came of them. */
	readonly tried: readonly Asking[];
};

export const nothingSpent: Spent = {answered: new Map(), tried: []};

/**
 * The logins and mails that stand in a whole log. What a step was answered counts until it is taken again after it had
 * come to its finding; a login that was refused or never answered counts until the same account is let in, or until
 * somebody wishes that its step be taken again: whoever does so may have mended what was wrong.
 */
export const spentIn = (log: readonly Event[]): Spent => {
	const tally = openTally();
	for (const event of log) tally.add(event);
	return tally.spent();
};

const openTally = () => {
	const answered = new Map<StepId, Map<string, Evidence>>();
	const finished = new Set<StepId>();
	const refused = new Map<string, Asking>();
	const onTheirWay = new Map<string, {readonly step: StepId; readonly asking: Asking}>();
	const letIn = new Set<string>();
	let verdict: Verdict | undefined;
	let isWish = false;

	const observe = (step: StepId, evidence: Evidence): void => {
		const accounts = accountOf(evidence);
		if (evidence.answer === undefined) {
			if (!isUnsettled(evidence)) onTheirWay.delete(wayOf(step, evidence));
			return;
		}
		if (accounts.length === 0 && !wasSent(evidence)) return;
		onTheirWay.delete(wayOf(step, evidence));
		const own = answered.get(step) ?? new Map<string, Evidence>();
		answered.set(step, own.set(keyOf(evidence), evidence));
		for (const account of accounts) {
			if (wasRefused(evidence)) refused.set(account, evidence);
			if (!wasLetIn(evidence)) continue;
			refused.delete(account);
			letIn.add(account);
		}
	};
	const beginAnew = (step: StepId): void => {
		if (!finished.delete(step) && !isWish) return;
		// Whoever takes it again may do so with another password.
		for (const account of [...(answered.get(step)?.values() ?? [])].flatMap(accountOf)) {
			letIn.delete(account);
			if (isWish) refused.delete(account);
		}
		answered.delete(step);
		if (isWish) for (const [way, one] of onTheirWay) if (one.step === step) onTheirWay.delete(way);
	};
	/** A case that was closed is opened again by a wish, but for a cancelled one that somebody goes on with. */
	const stand = (event: Event): void => {
		if (event.type === 'case.closed') [verdict, isWish] = [event.verdict, false];
		if (event.type === 'case.resumed') {
			isWish = false;
			if (verdict === 'cancelled') verdict = undefined;
		}
		if (event.type !== 'case.reopened' || verdict === undefined) return;
		[verdict, isWish] = [undefined, true];
	};

	return {
		add(event: Event): void {
			stand(event);
			if (event.type === 'step.asked') {
				const {step, asking} = event;
				const isNew = accountOf(asking).some(account => !letIn.has(account));
				if (isNew) onTheirWay.set(wayOf(step, asking), {step, asking});
			}
			if (event.type === 'step.observed') observe(event.step, event.evidence);
			if (event.type === 'step.finished') finished.add(event.step);
			if (event.type === 'case.reopened') for (const step of event.steps) beginAnew(step);
		},
		spent: (): Spent => ({
			answered: new Map(
				[...answered].flatMap(([step, own]) =>
					finished.has(step) ? [] : [[step, [...own.values()]] as const],
				),
			),
			tried: [
				...refused.values(),
				...[...onTheirWay.values()]
					.map(({asking}) => asking)
					.filter(asking => accountOf(asking).some(account => !letIn.has(account))),
			],
		}),
	};
};

/** The account that a question logs in to, where it does; at most one. */
const accountOf = ({probe, question}: Asking): readonly string[] => {
	if (probe !== 'smtp' && probe !== 'imap') return [];
	const {host, user, secret, token, stage} = fieldsOf<SmtpQuestion & MailboxDoor>(question);
	if (secret === undefined && token === undefined) return [];
	const isTooEarly =
		probe === 'smtp' && (stage === undefined || smtpStages.indexOf(stage) < smtpStages.indexOf('login'));
	return isTooEarly ? [] : [JSON.stringify([probe, host, user]).toLowerCase()];
};

/** What was read from a log may be anything. */
const fieldsOf = <T extends object>(value: unknown): Partial<T> =>
	typeof value === 'object' && value !== null ? value : {};

const wasRefused = ({probe, answer}: Evidence): boolean => {
	if (probe === 'smtp') {
		const {stop} = fieldsOf<SmtpAnswer>(answer);
		return stop?.stage === 'login' && stop.reply !== undefined;
	}
	const {stop} = fieldsOf<ImapAnswer>(answer);
	return stop?.stage === 'login' && stop.refusal !== undefined;
};

const wasLetIn = ({probe, answer}: Evidence): boolean => {
	if (probe === 'smtp') {
		const {stop, stages} = fieldsOf<SmtpAnswer>(answer);
		return stop === undefined || fieldsOf<SmtpAnswer['stages']>(stages).login !== undefined;
	}
	const {stop} = fieldsOf<ImapAnswer>(answer);
	return stop === undefined || stop.stage === 'mailbox';
};

/** A mail that was taken: asked once more, it would be sent once more. */
const wasSent = ({probe, question, answer}: Evidence): boolean =>
	probe === 'smtp' &&
	fieldsOf<SmtpQuestion>(question).stage === 'accept' &&
	fieldsOf<SmtpAnswer>(answer).stop === undefined;

/** A failure that says nothing of what became of the login. */
const isUnsettled = ({failure}: Evidence): boolean =>
	failure?.code === 'already-tried' || failure?.code === 'cancelled';

/**
 * The probes of one step that another process has begun, and where it writes. A login that was answered, or a mail that
 * was taken, is answered from the log, at the time that stands there; an account that was tried is not tried again.
 */
export const sparing = (
	step: StepId,
	{answered, tried}: Spent,
	{probes, journal}: {readonly probes: Probes; readonly journal: Journal},
	{redact}: Pick<Vault, 'redact'>,
): {readonly probes: Probes; readonly journal: Journal} => {
	const own = answered.get(step) ?? [];
	if (own.length === 0 && tried.length === 0) return {probes, journal};
	const clean = ({probe, question}: Asking): Asking => {
		const happening = redacted({type: 'step.asked', step, asking: {probe, question}}, {redact});
		return happening.type === 'step.asked' ? happening.asking : {probe, question};
	};
	// A secret that this process was given may stand in the log as something else.
	const known = new Map(own.map(one => [keyOf(clean(one)), one]));
	const spent = new Set(tried.map(clean).flatMap(accountOf));
	const told = (asking: Asking) => known.get(keyOf(clean(asking)));
	const dated = (happening: Happening): Happening => {
		if (happening.type !== 'step.observed') return happening;
		const {at, ms} = told(happening.evidence) ?? happening.evidence;
		return {...happening, evidence: {...happening.evidence, at, ms}};
	};
	return {
		journal: {
			...journal,
			write: happening =>
				journal.write(at => dated(typeof happening === 'function' ? happening(at) : happening)),
		},
		probes: mapProbes(probes, (probe, ask) => async (question, signal) => {
			const before = told({probe, question});
			if (before) return success(before.answer as never);
			return accountOf(clean({probe, question})).some(account => spent.has(account))
				? failed({code: 'already-tried', detail: 'this account was tried once already'})
				: ask(question, signal);
		}),
	};
};

/** One test message is the same one, whoever's tag it bears. */
const keyOf = ({probe, question}: Asking): string => {
	const {tag: _, ...asked} = fieldsOf<Record<string, unknown>>(question);
	return JSON.stringify([probe, Object.entries(asked).toSorted(([a], [b]) => a.localeCompare(b))]);
};

const wayOf = (step: StepId, asking: Asking): string => `${step} ${keyOf(asking)}`;

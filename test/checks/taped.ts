import {describe, expect, test} from 'vitest';
import type {CaptureAnswer} from '../../source/core/capture.ts';
import type {Check, Finding} from '../../source/core/check.ts';
import type {DnsAnswer, DnsQuestion} from '../../source/core/dns.ts';
import type {Failure, FailureCode} from '../../source/core/failure.ts';
import type {FilterRule} from '../../source/core/filter-rule.ts';
import type {HttpAnswer} from '../../source/core/http.ts';
import type {ImapAnswer, ImapQuestion} from '../../source/core/imap.ts';
import type {Inspector} from '../../source/core/inspector.ts';
import type {Blocklist, MailProvider, ReplyRule} from '../../source/core/knowledge.ts';
import type {MessageAnswer} from '../../source/core/message.ts';
import type {Probes} from '../../source/core/probe.ts';
import {failed, type Result, success} from '../../source/core/result.ts';
import type {SmtpAnswer, SmtpQuestion} from '../../source/core/smtp.ts';
import type {SpamAnswer, SpamQuestion} from '../../source/core/spam.ts';
import type {TimeAnswer} from '../../source/core/time.ts';
import {rules} from './said.ts';

/** Noon of the day on which every scenario happens. */
export const now = Date.UTC(2026, 5, 15, 12);

type Names =
	| readonly string[]
	| FailureCode
	| {readonly alias: string; readonly data: readonly string[]}
	| ({readonly data: readonly string[]} & Partial<DnsAnswer>);

/** What the outside world says in a scenario; what is not said is not on tape. */
export type When = {
	readonly params?: Readonly<Record<string, unknown>>;
	/**
	 * By `name TYPE`, with ` system` behind it for what the operating system says, ` @server` for one server, ` +norec`
	 * without recursion and ` +cd` without validation, in this order.
	 */
	readonly dns?: Readonly<Record<string, Names>>;
	/** What the check's own dialogue comes to. */
	readonly smtp?: SmtpAnswer | Failure;
	/** What the same dialogue comes to after a pause. */
	readonly again?: SmtpAnswer | Failure;
	/** What the person says in the middle of the run, by the question's id; nobody is there for any other. */
	readonly says?: Readonly<Record<string, string>>;
	/**
	 * What second looks come to, by `port security`; with the address before it where one was asked for, the host before it
	 * where that is another, and ` outdated-too` behind it where outdated versions of TLS are tried as well.
	 */
	readonly looks?: Readonly<Record<string, SmtpAnswer | Failure>>;
	/** By URL. */
	readonly http?: Readonly<Record<string, HttpAnswer | Failure>>;
	readonly message?: MessageAnswer | Failure;
	/** By server, with `:port` behind it where one was asked for. */
	readonly time?: Readonly<Record<string, TimeAnswer | Failure>>;
	/** When the round began, in milliseconds since 1970; else there is but one. */
	readonly roundAt?: number;
	/** What the sink answers, in order. */
	readonly sink?: readonly (CaptureAnswer | Failure)[];
	/** What the mailbox answers, by what it is asked to do. */
	readonly imap?: {readonly [Do in ImapQuestion['do']]?: ImapAnswer | Failure};
	/** What the spam filter thinks of the message without the pieces that are left out. */
	readonly spam?: (question: SpamQuestion) => SpamAnswer | Failure;
	readonly replies?: readonly ReplyRule[];
	readonly blocklists?: readonly Blocklist[];
	readonly providers?: readonly MailProvider[];
	readonly inspectors?: readonly Inspector[];
	readonly filterRules?: readonly FilterRule[];
};

export type Scenario = {
	readonly finds: string;
	readonly when: When;
	/** The whole sentence, where its words matter. */
	readonly says?: string;
	readonly facts?: object;
};

const notOnTape = failed({code: 'not-on-tape', detail: 'nobody said this'} as const);

const dnsSays = (question: DnsQuestion, dns: When['dns'] = {}): Result<DnsAnswer, Failure> => {
	const {name, type, ask, server, recursion, validation} = question;
	const key = [
		name,
		type,
		ask ?? '',
		server ? `@${server}` : '',
		recursion ? '+norec' : '',
		validation ? '+cd' : '',
	];
	const said = dns[key.filter(Boolean).join(' ')];
	if (said === undefined) return notOnTape;
	if (typeof said === 'string') return failed({code: said});
	const {data, alias, ...more} = Array.isArray(said)
		? {data: said as readonly string[], alias: undefined}
		: {alias: undefined, ...(said as {alias?: string; data: readonly string[]} & Partial<DnsAnswer>)};
	return success({
		server: server ?? '192.0.2.53:53',
		protocol: 'udp',
		records: data.map((text, index) => ({name, type, ttl: 60, data: text, priority: (index + 1) * 10})),
		aliases: alias === undefined ? [] : [alias],
		authenticated: false,
		tries: 1,
		dropped: [],
		...more,
	});
};

const smtpSays = (
	{dialogue, address, host, port, security, versions}: SmtpQuestion,
	{smtp, again, looks = {}}: When,
): Result<SmtpAnswer, Failure> => {
	const look = [...(address === undefined ? [] : [address]), port, security, versions]
		.filter(Boolean)
		.join(' ');
	const own = dialogue === undefined && address === undefined && versions === undefined;
	const said = own ? smtp : dialogue === 'after a pause' ? again : (looks[`${host} ${look}`] ?? looks[look]);
	if (said === undefined) return notOnTape;
	return 'code' in said ? failed(said) : success(said);
};

/** Runs a check on answers from a literal, and keeps the questions that it asked. */
export const runOn = async (
	check: Check,
	when: When,
	base: When['params'] = {},
): Promise<{readonly finding: Finding; readonly asked: readonly object[]}> => {
	const asked: object[] = [];
	const caught = [...(when.sink ?? [])];
	const probes: Probes = {
		dns: async question => {
			asked.push(question);
			return dnsSays(question, when.dns);
		},
		smtp: async question => {
			asked.push(question);
			return smtpSays(question, when);
		},
		http: async question => {
			asked.push(question);
			const said = when.http?.[question.url];
			if (said === undefined) return notOnTape;
			return 'code' in said ? failed(said) : success(said);
		},
		message: async question => {
			asked.push(question);
			const said = when.message;
			if (said === undefined) return notOnTape;
			return 'code' in said ? failed(said) : success(said);
		},
		person: async question => {
			asked.push(question);
			const value = when.says?.[question.id];
			return value === undefined ? failed({code: 'nobody-to-ask'}) : success({value});
		},
		pause: async question => {
			asked.push(question);
			return success({seconds: question.seconds});
		},
		time: async question => {
			asked.push(question);
			const {server, port} = question;
			const said = when.time?.[port === undefined ? server : `${server}:${port}`];
			if (said === undefined) return notOnTape;
			return 'code' in said ? failed(said) : success(said);
		},
		sink: async question => {
			asked.push(question);
			const said = caught.shift();
			if (said === undefined) return notOnTape;
			return 'code' in said ? failed(said) : success(said);
		},
		imap: async question => {
			asked.push(question);
			const said = when.imap?.[question.do];
			if (said === undefined) return notOnTape;
			return 'code' in said ? failed(said) : success(said);
		},
		spam: async question => {
			asked.push(question);
			const said = when.spam?.(question);
			if (said === undefined) return notOnTape;
			return 'code' in said ? failed(said) : success(said);
		},
	};
	const given = Object.fromEntries(
		Object.entries({...base, ...when.params}).filter(([, value]) => value !== undefined),
	);
	const finding = await check.run(check.params.parse(given), {
		probes,
		signal: new AbortController().signal,
		replies: when.replies ?? rules,
		blocklists: when.blocklists ?? [],
		providers: when.providers ?? [],
		inspectors: when.inspectors ?? [],
		filterRules: when.filterRules ?? [],
		startedAt: now,
		...(when.roundAt === undefined ? {} : {roundAt: when.roundAt}),
		tag: 'a1b2c3',
	});
	return {finding, asked};
};

/** The scenario tables of one check: what it finds when, and that no finding is without one. */
export const describeCheck = (
	check: Check,
	base: When['params'],
	scenarios: readonly Scenario[],
	/** What must never be called a problem. */
	honest: Readonly<Record<string, When>> = {},
): void =>
	void describe(check.id, () => {
		test.each(scenarios)('finds $finds', async ({finds, when, says, facts}) => {
			const {finding} = await runOn(check, when, base);
			expect(finding.code).toBe(finds);
			if (says !== undefined) expect(finding.text).toBe(says);
			if (facts !== undefined) expect(finding.facts).toMatchObject(facts);
			expectNoHoles(check, finding);
		});

		test('has a scenario for every finding', () => {
			expect([...new Set(scenarios.map(({finds}) => finds))].sort()).toEqual(
				Object.keys(check.findings).sort(),
			);
		});

		if (Object.keys(honest).length > 0)
			test.each(Object.entries(honest))('calls no problem: %s', async (_, when) => {
				const {finding} = await runOn(check, when, base);
				expect(finding.level, finding.text).not.toBe('problem');
				expectNoHoles(check, finding);
			});
	});

/** Every hole of the sentence is filled with something to read. */
const expectNoHoles = ({findings}: Check, {code, level, text, facts}: Finding): void => {
	const meaning = findings[code];
	expect(meaning?.level).toBe(level);
	for (const [, hole = ''] of meaning?.says.matchAll(/\{([\w-]+)\}/g) ?? [])
		expect(String(facts[hole] ?? '').trim(), `{${hole}} of ${code}`).not.toBe('');
	expect(text).not.toMatch(/[{}]|undefined|NaN|\[object|Invalid/);
};

import {describe, expect, test} from 'vitest';
import {leaveWhenClosed, startCase, worldOf} from '../../source/commands/compose.ts';
import {readKnowledge, readPlaybook} from '../../source/commands/house.ts';
import {raiseWorld} from '../../source/commands/worlds.ts';
import {type Case, noCase, reduceCase} from '../../source/core/case.ts';
import {explainerOf} from '../../source/core/dialogue.ts';
import type {Event} from '../../source/core/event.ts';
import {outcomeSchema} from '../../source/core/outcome.ts';
import type {Reporter} from '../../source/core/reporter.ts';
import type {SmtpAnswer} from '../../source/core/smtp.ts';
import {json} from '../../source/report/json.ts';
import {ndjson} from '../../source/report/ndjson.ts';
import {text} from '../../source/report/text.ts';
import {transcript} from '../../source/report/transcript.ts';
import {caseOf, cases} from './cases.ts';

const explain = explainerOf(await readKnowledge());

const printed = (reporter: Reporter, log: readonly Event[]): string => {
	let state: Case = noCase;
	return log
		.map(event => {
			state = reduceCase(state, event);
			return reporter.report(event, state, explain);
		})
		.join('');
};

const expectSound = (log: readonly Event[]) => {
	const document = printed(json, log);
	expect(document.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
	const outcome = outcomeSchema.strict().parse(JSON.parse(document));
	expect(outcome.path).toHaveLength(15);

	const lines = printed(ndjson, log);
	expect(lines.endsWith('\n')).toBe(true);
	const read = lines.trimEnd().split('\n');
	expect(read).toHaveLength(log.length);
	for (const line of read) expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
	expect(read.map(line => JSON.parse(line) as unknown)).toEqual(
		log.map(event => JSON.parse(JSON.stringify(event)) as unknown),
	);
	return outcome;
};

/** In no form in which a login carries it. */
const expectNoSecret = (
	shown: string,
	secrets: Readonly<Record<string, string>>,
	users: readonly string[],
) => {
	expect(Object.keys(secrets)).not.toEqual([]);
	for (const secret of Object.values(secrets))
		for (const form of [
			secret,
			...['', ...users.map(user => `\0${user}\0`)].map(before => base64(before + secret)),
		])
			expect(shown).not.toContain(form);
};

const base64 = (plain: string): string => Buffer.from(plain).toString('base64');

test.each(Object.keys(cases))(
	'a case that is %s is a document of the schema, and a line for each event',
	async name => {
		const {log, state} = await caseOf(name);
		const outcome = expectSound(log);
		expect(outcome.verdict).toBe(state.verdict);
	},
);

describe('a case of the lab', async () => {
	const knowledge = await readKnowledge();
	test.each([
		['healthy', 'healthy'],
		['wrong-password', 'diagnosed'],
		['temporary-login', 'inconclusive'],
	])(
		'"%s" is %s, in both',
		async (name, verdict) => {
			const raised = await raiseWorld(name);
			try {
				const playbook = await readPlaybook(raised.scenario.playbook, knowledge);
				const {signal} = new AbortController();
				const staffing = {answers: raised.answers, vault: raised.vault, attended: false, signal};
				const session: ReturnType<typeof startCase> = startCase(
					playbook,
					worldOf(raised.reach, staffing, knowledge),
					[leaveWhenClosed(() => session)],
				);
				await session.done;
				const outcome = expectSound(session.log());
				expect(outcome.verdict).toBe(verdict);
				for (const {evidence, dialogue} of outcome.steps) {
					const said = evidence.flatMap(({answer}) => (answer as Partial<SmtpAnswer>)?.exchanges ?? []);
					expect(dialogue?.map(({side, ms, text: line}) => ({ms, side, text: line})) ?? []).toEqual(said);
					expect(dialogue?.length).not.toBe(0);
				}
				expectNoSecret(
					[json, text, transcript].map(reporter => printed(reporter, session.log())).join(''),
					raised.lab.secrets,
					Object.values(raised.answers),
				);
			} finally {
				await raised.close();
			}
		},
		30_000,
	);
});

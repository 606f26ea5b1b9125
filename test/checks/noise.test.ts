import fc from 'fast-check';
import {afterAll, describe, expect, test} from 'vitest';
import {raiseWorld} from '../../source/commands/worlds.ts';
import type {Finding} from '../../source/core/check.ts';
import type {DnsQuestion} from '../../source/core/dns.ts';
import {mapProbes, type ProbeName, type Probes} from '../../source/core/probe.ts';
import {failed} from '../../source/core/result.ts';
import {type Case, casesOf, healthyWorlds, knowledge, remembered, signal} from './health.ts';
import {type Asked, brokenOff, inventing, type Noise, noises, noisyCodes, type Trouble} from './noise.ts';

/**
 * What checks may come to under noise besides `unknown` and their finding without it: sentences that say themselves
 * what was not heard, or that rest on what was: a REFUSED, a SERVFAIL, an untrusted certificate, a broken connection.
 */
const admitted: Readonly<Record<string, readonly string[]>> = {
	'address.blocklists': ['clean-as-far'],
	'dns.resolvers': ['fails-here', 'validation-fails'],
	'domain.authoritative': ['lame', 'partly-heard'],
	'domain.dane': ['seen-match'],
	'domain.dnssec': ['partly-bogus'],
	'domain.mta-sts': ['policy-untrusted'],
	'mx.reachable': ['tried-answer', 'handshake-failed', 'some-silent', 'some-turn-away'],
};

/** A question without what sets its second look apart: what fails by SERVFAIL fails whether or not it is validated. */
const keyOf = (probe: ProbeName, question: unknown): string => {
	const {validation: _, ...rest} = question as Partial<DnsQuestion>;
	return `${probe} ${JSON.stringify(rest)}`;
};

type Run = {readonly finding: Finding; readonly asked: readonly Asked[]; readonly hit: readonly string[]};

/** Runs a check with noise laid over the world; the same question always fares the same. */
const runIn = async ({check, params, base}: Case, noise: Noise): Promise<Run> => {
	const asked: Asked[] = [];
	const fates = new Map<string, Trouble | undefined>();
	const fateOf = (probe: ProbeName, question: unknown): Trouble | undefined => {
		const key = keyOf(probe, question);
		if (!fates.has(key)) {
			const one = {probe, question, place: asked.length};
			asked.push(one);
			fates.set(key, noise(one));
		}
		return fates.get(key);
	};
	const probes: Probes = {
		...mapProbes(base, (name, probe) => async (question, leaving) => {
			const trouble = fateOf(name, question);
			return trouble ? failed({code: trouble.code}) : probe(question, leaving);
		}),
		smtp: async (question, leaving) => {
			const trouble = fateOf('smtp', question);
			return trouble ? brokenOff(trouble) : base.smtp(question, leaving);
		},
	};
	const reach = {probes, signal, ...knowledge, startedAt: Date.now(), tag: 'a1b2c3'};
	const finding = await check.run({...params}, reach);
	const hit = [...fates].flatMap(([key, trouble]) => (trouble ? [`${trouble.code} at ${key}`] : []));
	return {finding, asked, hit};
};

const quiet: Noise = () => undefined;

/** What a finding under noise claims that nobody proved, in words. */
const unproven = ({check}: Case, quietly: Finding, {code, level, text}: Finding): string | undefined => {
	const said = `${code} (${level}): ${text}`;
	if (level === 'problem') return `a problem, ${said}`;
	if (/[{}]|undefined|NaN|\[object|: \.|\(\)/.test(text)) return `holes, ${said}`;
	if (code === quietly.code || level === 'unknown' || admitted[check.id]?.includes(code)) return undefined;
	return `no longer ${quietly.code} and not unknown, ${said}`;
};

describe.each(healthyWorlds)('in the world %s', async name => {
	const world = await raiseWorld(name);
	afterAll(() => world.close());
	const cases = casesOf(remembered(world), world.answers);

	describe.each(cases)('$check.id, told $told', one => {
		test('no question that fails makes anything a problem', async () => {
			const {finding: quietly, asked} = await runIn(one, quiet);
			expect(quietly.level).not.toBe('problem');
			const wrong: string[] = [];
			for (const {place, probe, question} of asked)
				for (const code of noisyCodes) {
					const {finding} = await runIn(one, other =>
						other.place === place ? {code, at: 'all'} : undefined,
					);
					const why = unproven(one, quietly, finding);
					if (why !== undefined) wrong.push(`${code} at ${keyOf(probe, question)}: ${why}`);
				}
			expect(wrong).toEqual([]);
		});

		test('neither do many that fail in any manner', async () => {
			const {finding: quietly} = await runIn(one, quiet);
			await fc.assert(
				fc.asyncProperty(noises(), async noise => {
					const {finding, hit} = await runIn(one, noise);
					expect(unproven(one, quietly, finding), hit.join('\n')).toBe(undefined);
				}),
				{numRuns: 250},
			);
		});

		test('what hears nothing at all knows nothing', async () => {
			const {asked} = await runIn(one, quiet);
			if (asked.length === 0) return;
			for (const code of noisyCodes) {
				const {finding} = await runIn(one, () => ({code, at: 'all'}));
				expect(finding.level, `${code}: ${finding.code}`).toBe('unknown');
			}
		});

		test('a resolver that invents addresses fools nobody', async () => {
			const {finding: quietly} = await runIn(one, quiet);
			const {finding} = await runIn({...one, base: {...one.base, dns: inventing(one.base.dns)}}, quiet);
			if (one.check.id === 'dns.resolvers') expect(finding.code).toBe('lying');
			else expect(unproven(one, quietly, finding)).toBe(undefined);
		});
	});
});

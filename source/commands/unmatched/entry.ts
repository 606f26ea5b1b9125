import {z} from 'zod';
import type {Case, Step} from '../../core/case.ts';
import type {Event} from '../../core/event.ts';
import type {Hop} from '../../core/hop.ts';
import {type SmtpStage, smtpStages} from '../../core/smtp.ts';
import {masked} from './mask.ts';

export const entrySchema = z.object({
	words: z.string().max(1000).describe('The reply without its code; what would name somebody is masked.'),
	stage: z.enum(smtpStages),
	host: z.string().max(300).describe('The server, as it was asked for.'),
	code: z.int().min(100).max(999),
	enhanced: z.string().max(20).optional(),
	first: z.iso.datetime().describe('When it was first seen.'),
	last: z.iso.datetime(),
	count: z.int().min(1),
	version: z.string().max(100).describe('Of the program that saw it last.'),
});

/** A reply that no rule knows, as it is kept. */
export type Entry = Readonly<z.output<typeof entrySchema>>;

/** The reply that no rule is sure of, where this event tells of one. */
export const sightingIn = (event: Event, {steps, version}: Case): Entry | undefined => {
	if (event.type !== 'step.finished') return undefined;
	const {facts} = event.finding;
	const step = steps.find(({id}) => id === event.step);
	const stage = step && stageOf(step);
	if (facts['matched'] !== false || typeof facts['reply'] !== 'string' || stage === undefined)
		return undefined;
	const [, code, rest = ''] = /^([1-9]\d\d)(?: (.*))?$/s.exec(facts['reply']) ?? [];
	if (code === undefined) return undefined;
	const enhanced = /^[245]\.\d{1,3}\.\d{1,3}(?=\s|$)/.exec(rest)?.[0];
	const host = text(facts['host']).slice(0, 300) || 'unknown';
	const personal = ['user', 'from', 'to', 'domain', 'helo'].flatMap(fact => parts(text(facts[fact])));
	const when = new Date(event.at).toISOString();
	return {
		words: masked(rest, {host, personal: personal.filter(part => part !== host)}),
		stage,
		host,
		code: Number(code),
		...(enhanced === undefined ? {} : {enhanced}),
		first: when,
		last: when,
		count: 1,
		version: version.slice(0, 100),
	};
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** An address, its local part and its domain. */
const parts = (value: string): readonly string[] => {
	const at = value.lastIndexOf('@');
	return at < 0 ? [value] : [value, value.slice(0, at), value.slice(at + 1)];
};

const stoppedAt = z.object({stop: z.object({stage: z.enum(smtpStages), reply: z.unknown()})});

const stages: {readonly [H in Hop]?: SmtpStage} = {
	connect: 'connect',
	tls: 'tls',
	auth: 'login',
	sender: 'sender',
	recipient: 'recipient',
	accept: 'accept',
};

/** The stage at which the dialogue of this step was stopped by a reply, else the one that the step looks at. */
const stageOf = ({evidence, hop}: Step): SmtpStage | undefined => {
	const stops = evidence
		.filter(({probe}) => probe === 'smtp')
		.flatMap(({answer}) => stoppedAt.safeParse(answer).data?.stop ?? []);
	return stops.findLast(({reply}) => reply !== undefined)?.stage ?? stages[hop];
};

const keyOf = ({words, stage, host, code}: Entry): string => JSON.stringify([words, stage, host, code]);

/** Entries that are kept. */
const most = 1000;

/** What was kept with one more sighting: the same words are counted, and beyond 1000 the oldest are forgotten. Newest last. */
export const withSighting = (entries: readonly Entry[], sighting: Entry): readonly Entry[] => {
	const known = entries.find(entry => keyOf(entry) === keyOf(sighting));
	const others = entries.filter(entry => entry !== known);
	const merged: Entry = known
		? {
				...sighting,
				first: known.first < sighting.first ? known.first : sighting.first,
				last: known.last > sighting.last ? known.last : sighting.last,
				count: known.count + sighting.count,
			}
		: sighting;
	return [...others, merged].toSorted(byAge).slice(-most);
};

const byAge = (one: Entry, other: Entry): number =>
	one.last < other.last ? -1 : one.last > other.last ? 1 : 0;

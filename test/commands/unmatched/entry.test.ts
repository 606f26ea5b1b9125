import {expect, test} from 'vitest';
import {type Entry, entrySchema, sightingIn, withSighting} from '../../../source/commands/unmatched/entry.ts';
import {finished, knownReply, newReply} from './finished.ts';

test('a reply that no rule is sure of is noted down, without what names somebody', () => {
	const {event, after} = finished(newReply);
	const entry = sightingIn(event, after);
	expect(entry).toEqual({
		words: '5.7.77 someone@example.org may not send from 192.0.2.1 as someone',
		stage: 'login',
		host: 'smtp.provider.net',
		code: 550,
		enhanced: '5.7.77',
		first: '2026-11-20T10:00:00.000Z',
		last: '2026-11-20T10:00:00.000Z',
		count: 1,
		version: '0.1.0',
	});
	expect(entrySchema.parse(entry)).toEqual(entry);
});

test('without a conversation, the stage is the one that the step looks at', () => {
	const {event, after} = finished({...newReply, answer: {}, hop: 'recipient'});
	expect(sightingIn(event, after)?.stage).toBe('recipient');
});

test.each([
	['a rule is sure of it', knownReply],
	['it is no reply', {...newReply, facts: {matched: false, reply: 'hello'}}],
	['there is none', {...newReply, facts: {matched: false}}],
	['the step looks at something else', {...newReply, answer: null, hop: 'mx' as const}],
])('nothing is noted down where %s', (_, one) => {
	const {event, after} = finished(one);
	expect(sightingIn(event, after)).toBeUndefined();
});

const entry = (words: string, last: string, more: Partial<Entry> = {}): Entry => ({
	words,
	stage: 'login',
	host: 'smtp.provider.net',
	code: 550,
	first: last,
	last,
	count: 1,
	version: '0.1.0',
	...more,
});
const [monday, tuesday, friday] = [
	'2026-11-16T10:00:00.000Z',
	'2026-11-17T10:00:00.000Z',
	'2026-11-20T10:00:00.000Z',
] as const;

test('the same words are counted, and keep when they were first seen', () => {
	const kept = [entry('no', monday, {count: 3}), entry('never', tuesday)];
	expect(withSighting(kept, entry('no', friday, {version: '0.2.0'}))).toEqual([
		entry('never', tuesday),
		entry('no', friday, {first: monday, count: 4, version: '0.2.0'}),
	]);
});

test('the same words at another stage or server are something else', () => {
	const kept = withSighting([entry('no', monday)], entry('no', tuesday, {stage: 'sender'}));
	expect(withSighting(kept, entry('no', friday, {host: 'mx.provider.net'}))).toHaveLength(3);
});

test('beyond a thousand, the oldest are forgotten', () => {
	const many = Array.from({length: 1000}, (_, index) =>
		entry(`no ${index}`, new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString()),
	);
	const kept = withSighting(many, entry('new', friday));
	expect(kept).toHaveLength(1000);
	expect(kept[0]?.words).toBe('no 1');
	expect(kept.at(-1)?.words).toBe('new');
});

test('the name that the device introduces itself with is masked', () => {
	const {event, after} = finished({
		...newReply,
		facts: {
			...newReply.facts,
			reply: '550 5.5.2 <kims-laptop>: Helo command rejected: strange',
			helo: 'kims-laptop',
		},
	});
	expect(sightingIn(event, after)?.words).toBe('5.5.2 <someone>: Helo command rejected: strange');
});

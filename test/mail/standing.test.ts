import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Candidate, Reading} from '../../source/core/verification.ts';
import {type Arrival, standingsOf} from '../../source/mail/standing.ts';

const chosen = (value: string, kind: Candidate['kind'] = 'code'): Candidate => ({
	kind,
	value,
	score: 1,
	because: [],
	against: [],
	where: 'text',
	line: '',
});

const reading = (code?: string, seconds?: number): Reading => ({
	candidates: [],
	...(code === undefined ? {} : {chosen: chosen(code, code.startsWith('https:') ? 'link' : 'code')}),
	...(seconds === undefined ? {} : {lifetime: {seconds, words: ''}}),
});

const minute = 60_000;
const letter = (id: number, code: string | undefined, more: Partial<Arrival> = {}): Arrival => ({
	id,
	at: id * minute,
	sender: 'bounce@nas.test',
	recipients: ['me@home.test'],
	subject: `${code ?? ''} is your code`,
	from: 'NAS <no-reply@nas.test>',
	reading: reading(code),
	...more,
});

const now = 10 * minute;
const standing = (letters: readonly Arrival[], at = now) => Object.fromEntries(standingsOf(letters, at));

test('each new code is a request of its own, and the newest supersedes those before it', () => {
	expect(standing([letter(3, '333333'), letter(1, '111111'), letter(2, '222222')])).toEqual({
		1: {state: 'superseded', by: 3, request: 1, requests: 3, age: 540},
		2: {state: 'superseded', by: 3, request: 2, requests: 3, age: 480},
		3: {state: 'newest', request: 3, requests: 3, age: 420},
	});
});

test('the same code again repeats the first message that had it', () => {
	expect(
		standing([letter(1, '1111'), letter(2, '2222'), letter(3, '2222'), letter(4, '1111')]),
	).toMatchObject({
		1: {state: 'superseded', by: 2, request: 1, requests: 2},
		2: {state: 'newest', request: 2, requests: 2},
		3: {state: 'duplicate', by: 2, request: 2, requests: 2},
		4: {state: 'duplicate', by: 1, request: 1, requests: 2},
	});
});

test('links are told apart by what is in them', () => {
	const [one, other] = ['https://nas.test/r?t=a', 'https://nas.test/r?t=b'];
	const subject = 'Reset your password';
	expect(
		standing([letter(1, one, {subject}), letter(2, one, {subject}), letter(3, other, {subject})]),
	).toMatchObject({
		1: {state: 'superseded', by: 3, request: 1, requests: 2},
		2: {state: 'duplicate', by: 1, request: 1, requests: 2},
		3: {state: 'newest', request: 2, requests: 2},
	});
});

const together = {
	'another number in the subject': [{subject: 'Code 12-34 for login 7'}, {subject: 'code 5678 for login 8'}],
	'a code that is split by a blank': [{subject: '111 111 is your code'}, {subject: '222 222 is your code'}],
	'a code behind a prefix': [{subject: 'G-111111 is your code'}, {subject: 'G-222222 is your code'}],
	'no blank before the code': [{subject: '您的验证码是111111'}, {subject: '您的验证码是222222'}],
	'digits of another script': [{subject: 'رمزك ١١١١١١'}, {subject: 'رمزك ٢٢٢٢٢٢'}],
	'another way to write the address': [{from: 'no-reply@NAS.test'}, {from: '"N" <no-reply@nas.test>'}],
	'recipients in another order': [
		{recipients: ['a@b.test', 'c@b.test']},
		{recipients: ['c@b.test', 'A@b.test']},
	],
} satisfies Record<string, readonly [Partial<Arrival>, Partial<Arrival>]>;

test.each(Object.entries(together))('one kind of mail: %s', (_name, [one, other]) => {
	expect(standing([letter(1, '111111', one), letter(2, '222222', other)])).toMatchObject({
		1: {state: 'superseded', by: 2},
	});
});

test('a code of letters, grouped or not, makes no kind of its own', () => {
	const one = letter(1, 'QWERTYUI', {subject: 'Code QWER-TYUI'});
	expect(standing([one, letter(2, 'ASDFGHJK', {subject: 'Code asdf ghjk'})])).toMatchObject({
		1: {state: 'superseded', by: 2},
	});
});

const apart = {
	'another subject': {subject: '222222 confirms your order'},
	'another recipient': {recipients: ['you@home.test']},
	'another From': {from: 'shop@nas.test'},
} satisfies Record<string, Partial<Arrival>>;

test.each(Object.entries(apart))('another kind of mail: %s', (_name, other) => {
	expect(standing([letter(1, '111111'), letter(2, '222222', other)])).toMatchObject({
		1: {state: 'newest', requests: 1},
		2: {state: 'newest', requests: 1},
	});
});

test('without From the envelope sender counts', () => {
	const {from: _from, ...bare} = letter(1, '1111');
	const other = {...bare, id: 2, at: 2 * minute, reading: reading('2222'), sender: 'other@nas.test'};
	expect(standing([bare, other])).toMatchObject({1: {state: 'newest'}, 2: {state: 'newest'}});
	expect(standing([bare, {...other, sender: 'bounce@nas.test'}])).toMatchObject({1: {state: 'superseded'}});
});

test('a message without a code stands alone, unless it was sent twice', () => {
	const same = {messageId: '<1@nas.test>', subject: 'Welcome'};
	expect(
		standing([
			letter(1, undefined, same),
			letter(2, undefined, same),
			letter(3, undefined, {subject: 'Welcome'}),
			letter(4, '4444', {subject: 'Welcome'}),
		]),
	).toMatchObject({
		1: {state: 'newest', request: 1, requests: 1},
		2: {state: 'duplicate', by: 1, request: 1, requests: 1},
		3: {state: 'newest', request: 1, requests: 1},
		4: {state: 'newest', request: 1, requests: 1},
	});
});

test('a sender that always writes the same Message-ID hides no newer code', () => {
	const messageId = '<1@nas.test>';
	expect(standing([letter(1, '1111', {messageId}), letter(2, '2222', {messageId})])).toMatchObject({
		1: {state: 'superseded', by: 2},
		2: {state: 'newest', request: 2},
	});
});

test('expired by the lifetime that it states, from the first message that had the code', () => {
	const valid = (id: number, code: string, seconds?: number) =>
		letter(id, code, {reading: reading(code, seconds)});
	expect(standing([valid(1, '1111', 540)])).toMatchObject({1: {expired: false}});
	expect(standing([valid(1, '1111', 539)])).toMatchObject({1: {expired: true}});
	expect(standing([valid(1, '1111', 300), valid(9, '1111', 300)])).toMatchObject({
		9: {age: 60, expired: true},
	});
	expect(standing([valid(1, '1111')])[1]).not.toHaveProperty('expired');
});

test('a message from a clock that is ahead has no age below zero', () => {
	expect(standing([letter(60, '1111')])).toMatchObject({60: {age: 0}});
});

test('the order in which messages are given changes nothing', () => {
	const letters = fc.array(
		fc.record({id: fc.nat(500), code: fc.constantFrom(undefined, '1111', '2222', '3333'), at: fc.nat(5)}),
		{maxLength: 40},
	);
	fc.assert(
		fc.property(letters, fc.nat(), (some, seed) => {
			const all = [...new Map(some.map(one => [one.id, one])).values()].map(({id, code, at}) =>
				letter(id, code, {at}),
			);
			const turned = all.toSorted((one, other) => ((one.id * seed) % 7) - ((other.id * seed) % 7));
			expect(standing(turned)).toEqual(standing(all));
			expect(Object.keys(standing(all))).toHaveLength(all.length);
		}),
	);
});

test('very many messages with very long subjects are placed', () => {
	const many = Array.from({length: 5000}, (_, index) =>
		letter(index, String(index), {subject: `${index} ${'a1 '.repeat(300)}`, recipients: ['x'.repeat(2000)]}),
	);
	expect(standingsOf(many, now).get(0)).toMatchObject({state: 'superseded', by: 4999, requests: 5000});
});

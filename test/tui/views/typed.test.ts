import {expect, test} from 'vitest';
import {type PersonQuestion, type ValueType, valueTypes} from '../../../source/core/person.ts';
import {keepsBefore, typedSoFar} from '../../../source/tui/views/typed.ts';

const text = (type: ValueType, more: Partial<PersonQuestion> = {}): PersonQuestion => ({
	id: 'x',
	ask: 'What?',
	kind: 'text',
	type,
	mayBeUnknown: true,
	...more,
});
const field = (typed: string, cursor = [...typed].length) => ({text: typed, cursor});

test.each([
	['address', 'jane', 'not-yet', ''],
	['address', 'jane@', 'not-yet', ''],
	['address', 'jane.example.org', 'not-yet', 'An address has an @ in it.'],
	['address', 'jane@example', 'doubt', 'Such a name mostly has a dot in it.'],
	['address', 'jane@example.', 'fits', 'It has the form of an address.'],
	['address', 'jane@example.org', 'fits', 'It has the form of an address.'],
	['address', 'me@gmial.com', 'doubt', 'Did you mean gmail.com?'],
	['address', 'me@some-company.con', 'doubt', 'Did you mean some-company.com?'],
	['address', 'me@some-company.xyz', 'fits', 'It has the form of an address.'],
	['host', 'mail.some-company.nte', 'doubt', 'Did you mean mail.some-company.net?'],
	['address', 'me@gmail.com', 'fits', 'It has the form of an address.'],
	['address', 'me@ymail.com', 'fits', 'It has the form of an address.'],
	['host', 'abc', 'doubt', 'Such a name mostly has a dot in it.'],
	['host', 'smtp.gmial.com', 'doubt', 'Did you mean smtp.gmail.com?'],
	['host', 'smtp.prov', 'fits', 'It has the form of a name.'],
	['address', 'jane@x@example.org', 'wrong', 'An address has only one @ in it.'],
	['address', 'jane doe@example.org', 'wrong', 'There is a space in it.'],
	['address', 'Jane <jane@example.org>', 'wrong', 'There is a space in it.'],
	['host', 'smtp.example.org', 'fits', 'It has the form of a name.'],
	['host', '192.168', 'not-yet', ''],
	['host', '192.168.1.', 'not-yet', ''],
	['host', '2001:db8', 'not-yet', ''],
	['host', '2001:db8::1', 'fits', 'It has the form of an IP address.'],
	['host', 'https://smtp.example.org', 'wrong', 'Only the name, without what stands before it.'],
	['host', 'smtp.example.org:587', 'wrong', 'Only the name; the port is asked for by itself.'],
	['domain', 'jane@example.org', 'wrong', 'Only what stands after the @.'],
	['domain', 'example-', 'not-yet', ''],
	['port', '5', 'fits', 'It has the form of a port.'],
	['port', '0', 'not-yet', ''],
	['port', '70000', 'wrong', 'A port is a number from 1 to 65535.'],
	['port', 'ssl', 'wrong', 'Not like this. A number, such as 587.'],
	['wait-minutes', '45', 'wrong', 'From 1 to 30 minutes.'],
	['minutes', '0', 'not-yet', ''],
	['ip', '192.0.2', 'not-yet', ''],
	['ip', '192.0.2.7', 'fits', 'It has the form of an IP address.'],
	['ip', 'server', 'wrong', 'Not like this. An IP address, such as 192.0.2.7.'],
	['sink-ports', '2525/star', 'not-yet', ''],
	['sink-ports', '2525/starttls', 'fits', 'It has the form of ports.'],
	['filter', 'spam', 'not-yet', ''],
	['filter', 'spamd:127.0.0.1', 'not-yet', ''],
	['filter', 'rspamd:http://127.0.0.1:11333', 'fits', 'It has the form of a filter.'],
	['text', 'anything', 'fits', 'That is one line of text.'],
	['host', 'unknown', 'fits', 'Taken as "I don\'t know".'],
] as const)('%s, "%s": %s', (type, typed, state, words) => {
	expect(typedSoFar(text(type), field(typed))).toEqual({state, words});
});

test('letter by letter, nothing that becomes right is ever called wrong', () => {
	const good: ReadonlyArray<readonly [ValueType, string]> = [
		['address', 'jane.o-neill+code@mail-1.example.co.uk'],
		['address', '名前@例え.jp'],
		['host', 'smtp-1.example.org'],
		['host', '192.168.178.20'],
		['host', '2001:db8::25:1'],
		['host', '2001:db8:0:0:0:0:0:1'],
		['domain', 'xn--bcher-kva.example'],
		['port', '65535'],
		['ip', '10.0.0.1'],
		['ip', 'fe80::1'],
		['minutes', '1440'],
		['wait-minutes', '30'],
		['sink-ports', '2525/starttls, 2465/implicit'],
		['filter', 'rspamd:http://filter.example:11333/'],
		['filter', 'spamd:/run/spamd/spamd.sock'],
	];
	for (const [type, whole] of good)
		for (let end = 1; end <= [...whole].length; end++) {
			const part = [...whole].slice(0, end).join('');
			expect(typedSoFar(text(type), field(part)).state, `${type}: ${part}`).not.toBe('wrong');
		}
});

test('what is missing may be put in where the cursor stands', () => {
	expect(typedSoFar(text('address'), field('janeexample.org', 4)).state).toBe('not-yet');
	expect(typedSoFar(text('ip'), field('192.0.7', 6)).state).toBe('not-yet');
});

test('an empty field says what is expected, and what it keeps', () => {
	for (const type of valueTypes) expect(typedSoFar(text(type), field('')).words).toMatch(/\.$/);
	expect(typedSoFar(text('host', {current: 'mx.example'}), field(' ')).words).toBe('Empty keeps mx.example.');
	expect(keepsBefore(text('host', {current: 'unknown'}))).toBe(false);
	expect(keepsBefore(text('host', {kind: 'confirmation', current: 'typed'}))).toBe(false);
});

test('a secret is judged by nothing, and no word of it is repeated', () => {
	const secret = 'canary8x-hunter2';
	const {state, words} = typedSoFar({...text('text'), kind: 'secret'}, field(secret));
	expect(state).toBe('fits');
	for (const told of [secret, Buffer.from(secret).toString('base64')]) expect(words).not.toContain(told);
	expect(typedSoFar({...text('text'), kind: 'secret', current: 'given'}, field('')).words).toContain(
		'Empty keeps the one given before.',
	);
});

test('a word that confirms is compared as it is typed', () => {
	const confirmation: PersonQuestion = {...text('text'), kind: 'confirmation', word: 'initialize'};
	expect(typedSoFar(confirmation, field('')).words).toBe('Type initialize to confirm.');
	expect(typedSoFar(confirmation, field('Init')).state).toBe('not-yet');
	expect(typedSoFar(confirmation, field('INITIALIZE')).state).toBe('fits');
	expect(typedSoFar(confirmation, field('yes'))).toEqual({
		state: 'wrong',
		words: 'The word is initialize.',
	});
});

test('what is pasted is bounded by the field, and judged without a long wait', () => {
	for (const type of valueTypes)
		expect(typedSoFar(text(type), field('a@'.repeat(500))).words.length).toBeLessThan(200);
});

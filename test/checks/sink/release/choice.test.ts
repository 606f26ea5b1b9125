import {expect, test} from 'vitest';
import {choose} from '../../../../source/checks/sink/release/choice.ts';
import {message, noCode, person} from '../catching.ts';

const elsewhere = {remote: '192.0.2.66'};

test.each([
	['the newest of one machine', [message(1), message(2)], {}, {is: 'one', message: message(2)}],
	['none of several machines', [message(1), message(2, elsewhere)], {}, {is: 'several'}],
	[
		'the one with the login that was told',
		[message(1, {user: 'nas'}), message(2, elsewhere)],
		{user: 'nas'},
		{is: 'one', message: message(1, {user: 'nas'})},
	],
	[
		'none where two machines use that login',
		[message(1, {user: 'nas'}), message(2, {...elsewhere, user: 'nas'})],
		{user: 'nas'},
		{is: 'several', senders: '192.0.2.66 (message 2), 192.0.2.7 (message 1)'},
	],
	['none that came with another login', [message(1, {user: 'admin'})], {user: 'nas'}, {is: 'nothing'}],
	['one without a login', [message(1)], {user: 'nas'}, {is: 'one', message: message(1)}],
	['none without a code', [message(1, {reading: noCode})], {}, {is: 'nothing'}],
	['the one that is named', [message(1), message(2)], {wanted: 1}, {is: 'one', message: message(1)}],
	['none that is not kept', [message(1)], {wanted: 2}, {is: 'no-message'}],
] as const)('chooses %s', (_, messages, asked, choice) => {
	expect(choose(messages, {to: person, ...asked})).toMatchObject(choice);
});

test('names no more machines than a sentence has room for', () => {
	const many = Array.from({length: 8}, (_, id) => message(id + 1, {remote: `192.0.2.${id}`}));
	expect(choose(many, {to: person})).toMatchObject({senders: expect.stringMatching(/ and 3 more$/)});
});

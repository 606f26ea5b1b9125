import {getEventListeners} from 'node:events';
import {expect, test} from 'vitest';
import type {PersonQuestion} from '../../source/core/person.ts';
import {nobody, openDesk} from '../../source/probes/person.ts';

const question = (id: string): PersonQuestion => ({id, ask: 'Who?', kind: 'text', mayBeUnknown: true});
const never = new AbortController().signal;
const cancelled = {ok: false, failure: {code: 'cancelled'}};

test('each question gets its own answer, in any order', async () => {
	const {probe, answer} = openDesk();
	const [first, second] = [probe(question('a'), never), probe(question('b'), never)];
	answer('b', {value: 'two'});
	answer('nobody-asked', {value: 'x'});
	answer('a', {back: true});
	expect(await first).toEqual({ok: true, value: {back: true}});
	expect(await second).toEqual({ok: true, value: {value: 'two'}});
});

test('only the first answer counts', async () => {
	const {probe, answer} = openDesk();
	const pending = probe(question('a'), never);
	answer('a', {value: 'one'});
	answer('a', {value: 'two'});
	expect(await pending).toEqual({ok: true, value: {value: 'one'}});
});

test('a question is called off, and leaves no listener', async () => {
	const {probe, answer} = openDesk();
	const calling = new AbortController();
	const pending = probe(question('a'), calling.signal);
	calling.abort();
	expect(await pending).toEqual(cancelled);
	expect(await probe(question('a'), calling.signal)).toEqual(cancelled);
	expect(getEventListeners(calling.signal, 'abort')).toHaveLength(0);
	const again = probe(question('a'), never);
	answer('a', {value: 'here'});
	expect(await again).toEqual({ok: true, value: {value: 'here'}});
});

test('a question that is asked anew calls the old one off, and the old one does not take the new one along', async () => {
	const {probe, answer} = openDesk();
	const old = new AbortController();
	const [first, second] = [probe(question('a'), old.signal), probe(question('a'), never)];
	expect(await first).toEqual(cancelled);
	old.abort();
	answer('a', {value: 'here'});
	expect(await second).toEqual({ok: true, value: {value: 'here'}});
});

test('where nobody sits, nobody answers', async () => {
	expect(await nobody(question('a'), never)).toEqual({ok: false, failure: {code: 'nobody-to-ask'}});
});

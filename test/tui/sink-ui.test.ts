import {expect, test} from 'vitest';
import {atInbox, reduceSink, type SinkChange, type SinkUi} from '../../source/tui/sink-ui.ts';
import {inSink, reduceUi} from '../../source/tui/ui.ts';
import {mail, scriptedSink} from './caught.ts';

const row = {key: 'm1', at: 1};
const after = (ui: SinkUi, ...changes: readonly SinkChange[]) => changes.reduce(reduceSink, ui);

test('a message is opened at its text, whatever part of another was read', () => {
	const ui = after(atInbox, {type: 'part.shown', part: 'source'}, {type: 'message.opened', row});
	expect(ui).toMatchObject({screen: 'message', part: 'text', chosen: row});
});

test('what is wrong with a search stands until it is edited, kept or dropped', () => {
	const typed: SinkChange = {type: 'search.edited', edit: {type: 'insert', text: 'form:x'}};
	const wrong = after(atInbox, {type: 'search.started'}, typed, {
		type: 'search.refused',
		complaint: 'no such field',
		at: 0,
	});
	expect(wrong).toMatchObject({searching: true, complaint: {at: 0}, search: {text: 'form:x'}});
	expect(after(wrong, {type: 'search.edited', edit: {type: 'left'}})).not.toHaveProperty('complaint');
	expect(after(wrong, {type: 'search.kept'})).toMatchObject({searching: false, search: {text: 'form:x'}});
	const dropped = after(wrong, {type: 'row.chosen', row}, {type: 'search.dropped'});
	expect(dropped).toMatchObject({searching: false, search: {text: ''}});
	expect(dropped).not.toHaveProperty('chosen');
	expect(dropped).not.toHaveProperty('complaint');
});

test('another page is read from its top; what arrives does not move it', () => {
	const {desk} = scriptedSink();
	const far = reduceUi(inSink(desk), {type: 'scrolled', to: 40});
	const turned = (change: SinkChange) => reduceUi(far, {type: 'sink.changed', change}).scroll;
	expect(turned({type: 'part.shown', part: 'way'})).toBe(0);
	expect(turned({type: 'session.opened', id: 1, row})).toBe(0);
	expect(turned({type: 'message.read', read: {id: 1, view: mail}})).toBe(40);
});

import {expect, test} from 'vitest';
import type {SenderClock} from '../../../source/core/verification.ts';
import type {MessageView} from '../../../source/tui/host.ts';
import {atInbox, type MessagePart, type SinkUi} from '../../../source/tui/sink-ui.ts';
import {themes} from '../../../source/tui/theme.ts';
import {messagePieces} from '../../../source/tui/views/message-lines.ts';
import {caught, mail, noon} from '../caught.ts';

const textOf = (part: MessagePart, view: MessageView, more: Partial<SinkUi> = {}, envelope = {}) =>
	messagePieces(
		{
			caught: caught(990, '482915', envelope),
			ui: {...atInbox, part, read: {id: 990, view}, ...more},
			now: noon,
		},
		76,
		themes.ascii,
	)
		.flatMap(piece => piece())
		.map(line => line.map(({text}) => text).join(''));

test('until the message has been read its code is there already', () => {
	const text = textOf('text', mail, {read: {id: 1, view: mail}}).join('\n');
	expect(text).toContain('482 915');
	expect(text).toContain('Reading the message.');
});

test('the envelope, where it says something else than the header', () => {
	const text = textOf(
		'text',
		mail,
		{},
		{sender: '', to: 'other@example.org', oddities: ['bare-line-feed'], user: 'nas'},
	).join('\n');
	expect(text).toContain('Sender   nobody: a bounce or a notice (MAIL FROM:<>)');
	expect(text).toContain('Names    other@example.org');
	expect(text).toContain('logged in as nas');
	expect(text).toContain('Odd      the device ended lines with LF alone');
	expect(textOf('text', mail).join('\n')).not.toContain('Sender');
});

test('a message without Received fields, and every word of the clock', () => {
	const dated = [...mail.header, {name: 'date', value: 'Mon, 15 Jun 2026 12:00:00 +0000'}];
	const clock = (says: SenderClock['says']) =>
		textOf('way', {...mail, header: dated, passages: [], clock: {ahead: -90, says}}).join(' ');
	expect(clock('right')).toContain('It has no Received field');
	expect(clock('fast')).toContain('1 minute 30 seconds ahead');
	expect(clock('slow')).toContain('1 minute 30 seconds behind');
	expect(clock('delayed')).toContain('or the sender');
	expect(clock('unknown')).not.toContain('does not say when');
	const dateless = {...mail, passages: [], clock: {ahead: 0, says: 'unknown'} as const};
	expect(textOf('way', dateless).join(' ')).toContain('does not say when');
	const back = {...mail, passages: [{by: 'a', seconds: -5}, {from: 'b'}]};
	expect(textOf('way', back).join('\n')).toMatch(
		/somebody to a, 5 seconds before the one before it[\s\S]*nobody knows/,
	);
});

test('what was asked about one message is not told of another', () => {
	const says = {
		spf: {result: 'pass', says: 'Yes.'},
		dkim: [],
		dmarc: {result: 'temperror', says: 'No answer.'},
	};
	const told = (id: number) => textOf('filters', mail, {asked: {id, is: 'told', says}}).join('\n');
	expect(told(990)).toMatch(/\+ SPF {4}pass: Yes\.\n\? DMARC {2}temperror: No answer\./);
	expect(told(991)).toContain('c checks SPF, DKIM and DMARC');
	expect(textOf('filters', mail, {asked: {id: 990, is: 'failed', why: 'no DNS'}}).join('\n')).toContain(
		'? SPF, DKIM and DMARC could not be checked: no DNS',
	);
	expect(textOf('filters', {...mail, dislikes: []}).join('\n')).toContain('+ Nothing that spam filters');
});

test('a long message is a bounded page, broken into rows once, that says that there is more', () => {
	const view = {...mail, text: 'line\n'.repeat(100_000), source: 'x'.repeat(65_536)};
	const first = textOf('text', view);
	expect(first.length).toBeLessThan(5100);
	expect(first.at(-1)).toContain('There is more than is shown here');
	expect(textOf('source', {...view, cut: true}).at(-1)).toContain('There is more');
	expect(textOf('text', {...mail, text: ' '}).join('\n')).toContain('It has no text.');
});

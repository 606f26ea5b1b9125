import {expect, test} from 'vitest';
import {closingLines, messageLines, newsOf, sinkOpening} from '../../../source/commands/line/sink-lines.ts';
import {caught, distrusting, emptyView, filled, mail, message, session} from '../../tui/caught.ts';

test('a sink says where it listens, who can reach it, and what to enter', () => {
	const said = sinkOpening(emptyView);
	expect(said).toContain('It listens on port 2525, STARTTLS, at 127.0.0.1.');
	expect(said).toContain('Only programs on this machine can reach it.');
	expect(said).toContain('Server: 127.0.0.1');
	expect(said.at(-1)).toContain('< to close the sink');
});

const nothing = {message: 0, session: 0};

test('what comes is told once, oldest first, with its code', () => {
	const {lines, told} = newsOf(filled, nothing);
	expect(lines).toHaveLength(4);
	expect(lines[1]).toMatch(
		/Session 950 from 192\.168\.1\.20, problem\. TLS failed: the device does not trust this certificate\.$/,
	);
	expect(lines[2]).toMatch(/Message 900, .* Code 123456 \(superseded by m990\)\.$/);
	expect(lines[3]).toMatch(/Message 990, from nas@example\.org to user@example\.org\. .* Code 482915\.$/);
	expect(newsOf(filled, told).lines).toEqual([]);
});

test('a message is told when it has been read, and a session that only brought it is not told besides', () => {
	const unread = {messages: [{message: message(1)}], sessions: [session(101, {messages: [1], end: 'quit'})]};
	const first = newsOf(unread, nothing);
	expect(first.lines).toEqual([]);
	expect(newsOf({...unread, messages: [caught(1, '4711')]}, first.told).lines).toHaveLength(1);
});

test('of a flood only the newest are read out, and the rest is counted', () => {
	const many = {messages: [], sessions: Array.from({length: 300}, (_, index) => distrusting(300 - index))};
	const {lines, told} = newsOf(many, nothing);
	expect(lines).toHaveLength(11);
	expect(lines[0]).toContain('290 more came before these');
	expect(told.session).toBe(300);
});

test('a message is read as a person reads it, and the sink says what it held', () => {
	const said = messageLines(caught(990, '482915'), mail);
	expect(said).toContain('482 915');
	expect(said).toContain('Attached: logo.png, image/png.');
	expect(closingLines({...emptyView, counts: {messages: 2, sessions: 5}})).toEqual([
		'The sink is closed. It had 2 messages and 5 sessions.',
		'To see them again, type lostmail sink list',
	]);
});

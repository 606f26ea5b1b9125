import {describe, expect, test} from 'vitest';
import {mailbox, testMail} from './asking.ts';
import type {Script} from './mail-server.ts';

test('the inbox comes first, then junk and the bin, and what only shows other folders comes last', async () => {
	const {ask} = await mailbox({
		boxes: [
			{name: '[Gmail]/All Mail', attributes: '\\All'},
			{name: '[Gmail]/Starred', attributes: '\\Flagged'},
			{name: 'Work'},
			{name: '[Gmail]/Sent', attributes: '\\Sent'},
			{name: '[Gmail]/Bin', attributes: '\\Trash'},
			{name: '[Gmail]', attributes: '\\Noselect'},
			{name: 'Gone', attributes: '\\NonExistent'},
			{name: '[Gmail]/Spam', attributes: '\\Junk'},
			{name: 'INBOX'},
		],
	});
	const {folders} = await ask({do: 'find', wanted: {tag: 't'}});
	expect(folders?.map(({use}) => use)).toEqual(['inbox', 'junk', 'trash', 'other', 'sent', 'flagged', 'all']);
});

test('more folders than are searched are told as that', async () => {
	const boxes = Array.from({length: 300}, (_, index) => ({name: `list${index}`}));
	const {ask} = await mailbox({boxes: [{name: 'INBOX', messages: [testMail(1)]}, ...boxes]});
	const {folders, unsearched, found} = await ask({do: 'find', wanted: {tag: '0123456789ab'}});
	expect(found).toHaveLength(1);
	expect(folders).toHaveLength(200);
	expect(unsearched).toEqual([{path: '*', why: '101 more folders than the 200 that are searched'}]);
});

/** Lists so many folders besides the inbox. */
const many =
	(count: number): NonNullable<Script['LIST']> =>
	({tag, say, line, usual}) => {
		if (!line.endsWith('"*"')) return usual();
		const lines = Array.from({length: count}, (_, index) => `* LIST () "/" "f${index}"`);
		say(`* LIST () "/" INBOX\n${lines.join('\n')}\n${tag} OK done`);
	};

test('ten thousand folders', async () => {
	const {ask} = await mailbox(
		{boxes: [{name: 'INBOX', messages: [testMail(1)]}], script: {LIST: many(10_000)}},
		{ms: 10_000},
	);
	const {folders, unsearched, found} = await ask({do: 'find', wanted: {tag: '0123456789ab'}});
	expect(found).toHaveLength(1);
	expect(folders).toHaveLength(200);
	expect(unsearched).toHaveLength(200);
}, 20_000);

test('a hundred thousand folders are more than anybody has', async () => {
	const {ask} = await mailbox({script: {LIST: many(100_000)}}, {ms: 10_000});
	const {stop, folders} = await ask({do: 'find', wanted: {tag: 't'}});
	expect(folders).toBeUndefined();
	expect(stop).toEqual({
		stage: 'mailbox',
		failure: {code: 'malformed', detail: 'the server sent more than is taken'},
	});
}, 20_000);

test('folders below the inbox, as some servers keep them', async () => {
	const {ask} = await mailbox({
		capabilities: 'IMAP4rev1 NAMESPACE AUTH=PLAIN',
		boxes: [{name: 'INBOX'}, {name: 'INBOX.Spam', messages: [testMail(1)]}],
		script: {
			NAMESPACE: ({tag, say}) => say(`* NAMESPACE (("INBOX." ".")) NIL NIL\n${tag} OK done`),
			LIST: ({tag, say}) => say(`* LIST () "." INBOX\n* LIST () "." "INBOX.Spam"\n${tag} OK done`),
		},
	});
	const {found, unsearched} = await ask({do: 'find', wanted: {tag: '0123456789ab'}});
	expect(unsearched).toEqual([]);
	expect(found?.map(({folder}) => folder)).toEqual([{path: 'INBOX.Spam', use: 'junk', knownBy: 'name'}]);
});

describe('what every mailbox has', () => {
	const listing = (...lines: readonly string[]): Script => ({
		LIST: ({tag, say, line, usual}) =>
			line.endsWith('"" ""') ? usual() : say([...lines, `${tag} OK done`].join('\n')),
	});
	const boxes = [{name: 'INBOX', messages: [testMail(1)]}, {name: 'Work'}];
	const inbox = {path: 'INBOX', use: 'inbox'};

	test.each([
		['no folder is listed', [], [{path: '*', why: 'the server lists no folder'}]],
		['the inbox is not', ['* LIST () "/" Work'], []],
	] as const)('%s: it is searched, and what is open is told', async (_, lines, unsearched) => {
		const {ask} = await mailbox({boxes, script: listing(...lines)});
		const answer = await ask({do: 'find', wanted: {tag: '0123456789ab'}});
		expect(answer.stop).toBeUndefined();
		expect(answer.found).toMatchObject([{folder: inbox, uid: 1}]);
		expect(answer.unsearched).toEqual(unsearched);
		for (const doing of [
			{do: 'bounces', about: {}},
			{do: 'watch', wanted: {tag: 't'}, seconds: 0, why: ''},
		] as const)
			expect((await ask(doing)).unsearched).toEqual(unsearched);
	});

	test('an inbox that is not listed and cannot be opened', async () => {
		const {ask} = await mailbox({boxes: [{name: 'Work'}], script: listing('* LIST () "/" Work')});
		expect(await ask({do: 'find', wanted: {tag: 't'}})).toMatchObject({
			found: [],
			unsearched: [{path: 'INBOX', why: 'the server does not open it: no such folder'}],
		});
	});

	test.each([
		[
			'no folder that can be opened',
			['* LIST (\\Noselect) "/" INBOX', '* LIST (\\NonExistent) "/" Work'],
			[
				{path: '*', why: 'the server lists no folder that can be opened'},
				{path: 'INBOX', why: 'the server says that it cannot be opened'},
			],
		],
		[
			'an inbox that cannot be opened',
			['* LIST (\\Noselect) "/" INBOX', '* LIST () "/" Work'],
			[{path: 'INBOX', why: 'the server says that it cannot be opened'}],
		],
	])('%s', async (_, lines, unsearched) => {
		const {ask} = await mailbox({boxes, script: listing(...lines)});
		for (const doing of [
			{do: 'find', wanted: {tag: 't'}},
			{do: 'bounces', about: {}},
		] as const) {
			const answer = await ask(doing);
			expect([answer.stop, answer.unsearched]).toEqual([undefined, unsearched]);
		}
	});
});

test('names with characters that act are shown, and never sent', async () => {
	const {server, ask} = await mailbox({
		script: {
			LIST: ({tag, say, line}) => {
				if (line.endsWith('"" ""')) return say(`* LIST (\\Noselect) "/" ""\n${tag} OK done`);
				const evil = 'a\r\nA1 DELETE INBOX';
				say(
					`* LIST () "/" INBOX\n* LIST () "/" {${evil.length}}\r\n${evil}\n* LIST () "/" "\u001b[2J"\n${tag} OK done`,
				);
			},
		},
	});
	const {folders, unsearched} = await ask({do: 'find', wanted: {tag: 't'}});
	expect(folders).toEqual([{path: 'INBOX', use: 'inbox'}]);
	expect(unsearched).toContainEqual({
		path: 'a\\u{d}\\u{a}A1 DELETE INBOX',
		why: 'its name has characters that cannot be sent',
	});
	expect(JSON.stringify(unsearched)).not.toContain('\\u001b');
	expect(server.lines().join('\n')).not.toContain('DELETE');
});

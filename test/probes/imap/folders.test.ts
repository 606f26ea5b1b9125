import {describe, expect, test} from 'vitest';
import {mailbox, testMail} from './asking.ts';
import type {Box, Script} from './mail-server.ts';

/** Modified UTF-7 (RFC 3501 section 5.1.3). */
const wire = (name: string): string =>
	name.replaceAll(/[^ -~]+/g, part => {
		const octets = Buffer.from(part, 'utf16le').swap16();
		return `&${octets.toString('base64').replaceAll('/', ',').replaceAll('=', '')}-`;
	});

const foldersOf = async (...boxes: readonly Box[]) => {
	const {ask} = await mailbox({boxes: [{name: 'INBOX'}, ...boxes]});
	return (await ask({do: 'find', wanted: {tag: 't'}})).folders?.slice(1) ?? [];
};

describe('what a folder is for', () => {
	test.each([
		['\\Junk', 'junk'],
		['\\Trash', 'trash'],
		['\\Sent', 'sent'],
		['\\Drafts', 'drafts'],
		['\\Archive', 'archive'],
		['\\All', 'all'],
		['\\Important', 'important'],
		['\\Flagged', 'flagged'],
		['\\HasNoChildren \\junk', 'junk'],
		['\\Spam', 'junk'],
	])('the server says %s', async (attributes, use) => {
		expect(await foldersOf({name: 'Some name', attributes})).toEqual([
			{path: 'Some name', use, knownBy: 'special-use'},
		]);
	});

	test.each([
		'Courrier indésirable',
		'Spamverdacht',
		'Unbekannt',
		'垃圾邮件',
		'垃圾郵件',
		'Спам',
		'Junk E-Mail',
		'JUNK EMAIL',
		'Bulk',
		'Bulk Mail',
		'Correo no deseado',
		'Posta indesiderata',
		'迷惑メール',
		'스팸메일',
		'Spam',
		'Niechciane',
	])('by its name: %s', async name => {
		const folders = await foldersOf({name: wire(name)}, {name: `Mail/${wire(name)}`});
		expect(new Set(folders)).toEqual(
			new Set([
				{path: name, use: 'junk', knownBy: 'name'},
				{path: `Mail/${name}`, use: 'junk', knownBy: 'name'},
			]),
		);
	});

	test.each(['Spam rules', 'No spam', 'Spam/2026', 'Bulky', 'Rechnungen'])(
		'not by a part of its name: %s',
		async name => {
			expect(await foldersOf({name})).toEqual([{path: name, use: 'other'}]);
		},
	);

	test('the bin of several languages', async () => {
		const names = ['Papierkorb', 'Corbeille', 'Deleted Items', '已删除', 'Корзина'];
		const folders = await foldersOf(...names.map(name => ({name: wire(name)})));
		expect(folders.map(({use}) => use)).toEqual(names.map(() => 'trash'));
	});
});

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

test('a name beyond what is told is cut', async () => {
	const [folder] = await foldersOf({name: 'x'.repeat(5000)});
	expect(folder?.path).toHaveLength(200);
});

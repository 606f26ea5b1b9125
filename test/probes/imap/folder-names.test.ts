import {describe, expect, test} from 'vitest';
import {mailbox} from './asking.ts';
import type {Box} from './mail-server.ts';

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
		'垃圾邮件',
		'垃圾郵件',
		'Спам',
		'Junk E-Mail',
		'JUNK EMAIL',
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

	test.each([
		['Unbekannt', 'junk'],
		['BULK', 'junk'],
		['Quarantäne', 'junk'],
		['Templates', 'drafts'],
		['Notizen', 'drafts'],
		['Projects/Spam', 'junk'],
		['INBOX/Projects/Junk', 'junk'],
		['Clients/Niechciane', 'junk'],
		['Clients/Archive', 'archive'],
		['Old/Sent Mail', 'sent'],
		['Spam Mail', 'junk'],
	])('a guess, because people call folders of their own so: %s', async (name, use) => {
		expect(await foldersOf({name: wire(name)})).toEqual([{path: name, use, knownBy: 'name', guess: true}]);
	});

	test('what a server says is no guess, wherever it is', async () => {
		expect(await foldersOf({name: 'Projects/Bulk', attributes: '\\Junk'})).toEqual([
			{path: 'Projects/Bulk', use: 'junk', knownBy: 'special-use'},
		]);
	});

	test.each(['Outbox', 'Postausgang', 'Исходящие', '发件箱', 'Drafts'])(
		'no place of arrival: %s',
		async name => {
			expect(await foldersOf({name: wire(name)})).toEqual([{path: name, use: 'drafts', knownBy: 'name'}]);
		},
	);

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

test('a name beyond what is told is cut', async () => {
	const [folder] = await foldersOf({name: 'x'.repeat(5000)});
	expect(folder?.path).toHaveLength(200);
});

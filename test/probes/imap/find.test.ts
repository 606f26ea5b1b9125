import {describe, expect, test} from 'vitest';
import {never} from '../smtp/loopback.ts';
import {door, mailbox, messageId, tag, testMail, user} from './asking.ts';
import type {Box} from './mail-server.ts';
import type {Message} from './messages.ts';

const other: Message = {
	uid: 3,
	date: '23-Nov-2026 09:00:00 +0000',
	header: 'From: News <news@home-mail.test.example>\nSubject: news\nMessage-ID: <other@mailbox.test>',
};

const inBoxes = (...boxes: readonly Box[]) => mailbox({boxes});

describe('where it is', () => {
	test.each([
		['INBOX', '', 'inbox'],
		['Junk', '\\Junk', 'junk'],
		['Trash', '\\Trash', 'trash'],
		['Rules/Codes', '', 'other'],
		['Archive', '\\Archive', 'archive'],
	])('%s', async (name, attributes, use) => {
		const {ask} = await inBoxes(...(name === 'INBOX' ? [] : [{name: 'INBOX', messages: [other]}]), {
			name,
			attributes,
			messages: [other, testMail(7)],
		});
		const {found, unsearched, more, stop} = await ask({do: 'find', wanted: {messageId, tag}});
		expect([unsearched, more, stop]).toEqual([[], undefined, undefined]);
		expect(found).toEqual([
			{
				folder: expect.objectContaining({path: name, use}),
				uid: 7,
				at: '2026-11-23T10:00:00.000Z',
				octets: expect.any(Number),
				seen: false,
				header: expect.arrayContaining([
					{name: 'message-id', value: `<${messageId}>`},
					{name: 'x-spam-flag', value: 'NO'},
				]),
			},
		]);
	});

	test('nowhere, and every folder was searched', async () => {
		const {ask} = await inBoxes({name: 'INBOX', messages: [other]}, {name: 'Junk', attributes: '\\Junk'});
		expect(await ask({do: 'find', wanted: {messageId}})).toMatchObject({
			folders: [{path: 'INBOX'}, {path: 'Junk'}],
			found: [],
			unsearched: [],
		});
	});

	test('nowhere, and one folder could not be searched', async () => {
		const {ask} = await mailbox({
			boxes: [{name: 'INBOX'}, {name: 'Shared'}, {name: 'Odd'}],
			script: {
				EXAMINE: ({tag, line, say}) =>
					line.includes('Shared')
						? say(`${tag} NO [NOPERM] not yours`)
						: say(`* 3 EXISTS\n${tag} OK [READ-ONLY] done`),
				'UID SEARCH': ({tag, say, count}) =>
					count === 1 ? say(`* SEARCH\n${tag} OK done`) : say(`${tag} NO [CANNOT] no such key`),
			},
		});
		const {unsearched} = await ask({do: 'find', wanted: {tag}});
		expect(unsearched).toHaveLength(2);
		expect(unsearched).toEqual(
			expect.arrayContaining([
				{path: 'Shared', why: 'the server does not open it: not yours'},
				{path: 'Odd', why: 'the server refuses to search it (CANNOT)'},
			]),
		);
	});

	test('the same message in several folders of Gmail is told once, from where it is', async () => {
		const {ask} = await inBoxes(
			{name: '[Gmail]/All Mail', attributes: '\\All', messages: [testMail(90)]},
			{name: '[Gmail]/Important', attributes: '\\Important', messages: [testMail(50)]},
			{name: 'INBOX', messages: [testMail(7)]},
		);
		const {found} = await ask({do: 'find', wanted: {tag}});
		expect(found?.map(({folder}) => folder.use)).toEqual(['inbox']);
		const archived = await inBoxes(
			{name: 'INBOX'},
			{name: '[Gmail]/All Mail', attributes: '\\All', messages: [testMail(90)]},
		);
		const {found: only} = await archived.ask({do: 'find', wanted: {tag}});
		expect(only?.map(({folder}) => folder.use)).toEqual(['all']);
	});

	test('copies in real folders are told each', async () => {
		const {ask} = await inBoxes(
			{name: 'INBOX', messages: [testMail(7)]},
			{name: 'Sent', attributes: '\\Sent', messages: [testMail(9, '23-Nov-2026 09:59:58 +0000')]},
		);
		const {found} = await ask({do: 'find', wanted: {messageId}});
		expect(found?.map(({folder}) => folder.use)).toEqual(['inbox', 'sent']);
	});
});

describe('what fits', () => {
	test.each([
		[{messageId}, true],
		[{messageId: `<${messageId}>`}, true],
		[{messageId: messageId.slice(0, -1)}, false],
		[{tag}, true],
		[{tag: tag.slice(0, -1)}, false],
		[{tag, messageId: 'other@mailbox.test'}, false],
		[{from: 'nas@home-mail.test'}, true],
		[{from: 'NAS@Home-Mail.test'}, true],
		[{from: 'home-mail.test'}, true],
		[{from: '@home-mail.test'}, true],
		[{from: 'mail.test'}, false],
		[{from: 'Device'}, false],
		[{from: 's@home-mail.test'}, false],
		[{since: '2026-11-23T10:00:00.900Z'}, true],
		[{since: '2026-11-23T10:00:01Z'}, false],
		[{since: '2026-11-23T01:00:00-09:00'}, true],
		[{since: '2026-11-22T00:00:00Z', from: 'home-mail.test'}, true],
	])('%j', async (wanted, fits) => {
		const {ask} = await inBoxes({name: 'INBOX', messages: [testMail(7)]});
		const {found, unsearched} = await ask({do: 'find', wanted});
		expect([found?.length, unsearched]).toEqual([fits ? 1 : 0, []]);
	});

	test('a test mail of which a filter has kept no field of our own, by its Message-ID', async () => {
		const wrapped = (uid: number, id: string): Message => ({
			...testMail(uid),
			header: `From: nas@home-mail.test\nSubject: Mail test\nMessage-Id: <${id}@home-mail.test>\nX-Spam-Flag: YES`,
		});
		const messages = [wrapped(7, tag), wrapped(8, `other-${tag}`)];
		const {ask} = await inBoxes({name: 'INBOX'}, {name: 'Junk', attributes: '\\Junk', messages});
		const {found} = await ask({do: 'find', wanted: {tag}});
		expect(found?.map(({uid, folder}) => [uid, folder.use])).toEqual([[7, 'junk']]);
	});

	test('a day that the server counts from elsewhere', async () => {
		const {ask} = await inBoxes({name: 'INBOX', messages: [testMail(7, '22-Nov-2026 23:30:00 -1000')]});
		const {found} = await ask({do: 'find', wanted: {tag, since: '2026-11-23T09:00:00Z'}});
		expect(found?.[0]?.at).toBe('2026-11-23T09:30:00.000Z');
	});

	test('a server that names every message, whatever is searched', async () => {
		const {ask} = await mailbox({
			boxes: [{name: 'INBOX', messages: [other, testMail(7), {...other, uid: 9}]}],
			script: {'UID SEARCH': ({tag, say}) => say(`* SEARCH 3 7 9\n${tag} OK done`)},
		});
		const {found, more, unsearched} = await ask({do: 'find', wanted: {tag}});
		expect([found?.map(({uid}) => uid), more, unsearched]).toEqual([[7], undefined, []]);
	});

	test('more messages than are looked at: nothing found is no proof', async () => {
		const messages = Array.from({length: 700}, (_, index) => ({...other, uid: index + 1}));
		const {ask} = await inBoxes({name: 'INBOX', messages});
		const {found, unsearched} = await ask({do: 'find', wanted: {from: 'mail.test'}});
		expect(found).toEqual([]);
		expect(unsearched).toEqual([
			{path: 'INBOX', why: '600 more messages there may be the one, and could not be looked at'},
		]);
	});

	test('the latest twenty are told, and how many more there are', async () => {
		const messages = Array.from({length: 25}, (_, index) =>
			testMail(index + 1, `23-Nov-2026 10:00:${String(index + 10)} +0000`),
		);
		const {ask} = await inBoxes({name: 'INBOX', messages});
		const {found, more} = await ask({do: 'find', wanted: {from: 'home-mail.test'}});
		expect([found?.length, more, found?.[0]?.uid, found?.at(-1)?.uid]).toEqual([20, 5, 25, 6]);
	});
});

describe('what is told', () => {
	test('neither the subject nor the text, nor a field that may hold more', async () => {
		const {server, ask} = await inBoxes({name: 'INBOX', messages: [testMail(7)]});
		const answer = await ask({do: 'find', wanted: {tag}});
		const names = answer.found?.[0]?.header.map(({name}) => name);
		expect(names).toEqual(['received', 'from', 'to', 'message-id', 'x-spam-flag']);
		expect(JSON.stringify(answer)).not.toContain('482915');
		const fetches = server.lines().filter(line => line.includes('FETCH'));
		expect(fetches.map(line => line.replace(/^\S+ /, ''))).toEqual([
			'UID FETCH 7 (UID FLAGS INTERNALDATE RFC822.SIZE)',
			'UID FETCH 7 (UID BODY.PEEK[HEADER]<0.131072>)',
		]);
	});

	test('a message that was read', async () => {
		const {ask} = await inBoxes({name: 'INBOX', messages: [testMail(7, undefined, {flags: '\\Seen'})]});
		expect((await ask({do: 'find', wanted: {tag}})).found?.[0]?.seen).toBe(true);
	});

	test('fields are bounded, unfolded, and what is not ASCII stays', async () => {
		const header = `Message-ID: <${messageId}>
From: ${'so '.repeat(20_000)}
X-Spam-Status: No,
	tests=A,B
To: für dich <you@mailbox.test>
${Array.from({length: 400}, (_, index) => `Received: from a${index}.test by b.test`).join('\n')}`;
		const {ask} = await inBoxes({name: 'INBOX', messages: [testMail(7, undefined, {header})]});
		const {found} = await ask({do: 'find', wanted: {messageId}});
		const fields = found?.[0]?.header ?? [];
		expect(fields).toHaveLength(200);
		expect(fields[1]?.value).toHaveLength(4096);
		expect(fields[2]?.value).toMatch(/^No,\s+tests=A,B$/);
		expect(fields[3]?.value).toBe('für dich <you@mailbox.test>');
	});

	test('a message that nobody could be told of without a wish', async () => {
		const {probe} = await mailbox();
		expect(await probe({...door, do: 'find', wanted: {}}, never)).toEqual({
			ok: false,
			failure: {code: 'not-permitted', detail: 'nothing is said of the message'},
		});
	});
});

test('LIST that is refused', async () => {
	const {ask} = await mailbox({
		script: {LIST: ({tag, say}) => say(`${tag} NO [SERVERBUG] sorry, ${user}`)},
	});
	expect((await ask({do: 'find', wanted: {tag}})).stop).toEqual({
		stage: 'mailbox',
		refusal: {code: 'SERVERBUG', text: `sorry, ${user}`},
	});
});

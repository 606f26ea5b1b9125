import {expect, test} from 'vitest';
import type {SeenSession} from '../../source/lab/sessions.ts';
import {door, open, paths, tookTestMail} from './mailbox/open.ts';

const folders = [
	{path: 'Spam', use: 'junk'},
	{path: 'Trash', use: 'trash', 'known-by': 'name'},
	{path: 'All', use: 'all'},
	{path: 'Work'},
];
const mail = (id: string, more: object = {}) => ({
	header: `From: TerraMaster <noreply@terra.test>\nMessage-ID: <${id}@terra.test>\nSubject: Your code 123456`,
	...more,
});

test('finds what fits all that is wanted, latest first, and tells no subject', async () => {
	const {answer} = await open({
		folders,
		messages: [
			mail('old', {at: '-3h', folder: 'Work', seen: true}),
			mail('new', {at: '-10m', folder: 'Spam', size: 4711}),
			{header: 'From: other@terra.example\nMessage-ID: <other@terra.example>'},
		],
	});
	const all = await answer({do: 'find', wanted: {from: 'terra.test'}});
	expect(paths(all)).toEqual(['Spam', 'Work']);
	expect(all.unsearched).toEqual([]);
	expect(all.found?.[0]).toEqual({
		folder: {path: 'Spam', use: 'junk', knownBy: 'special-use'},
		uid: 2,
		at: '2026-06-15T11:50:00.000Z',
		octets: 4711,
		seen: false,
		header: [
			{name: 'from', value: 'TerraMaster <noreply@terra.test>'},
			{name: 'message-id', value: '<new@terra.test>'},
		],
	});
	const finds = async (wanted: object) => paths(await answer({do: 'find', wanted}));
	expect(await finds({from: 'NoReply@terra.test', since: '2026-06-15T11:00:00Z'})).toEqual(['Spam']);
	expect(await finds({messageId: 'old@terra.test'})).toEqual(['Work']);
	expect(await finds({messageId: '<old@terra.test>', from: 'terra.example'})).toEqual([]);
	expect(await finds({from: 'erra.test'})).toEqual([]);
	expect(await finds({tag: 'old'})).toEqual(['Work']);
});

test('a mail in the folder of all mail is told once, elsewhere', async () => {
	const {answer} = await open({
		folders,
		messages: [mail('1', {folder: 'All'}), mail('1', {folder: 'Spam'}), mail('2', {folder: 'All'})],
	});
	expect(paths(await answer({do: 'find', wanted: {from: 'terra.test'}}))).toEqual(['All', 'Spam']);
});

test('of many mails twenty are told, and how many more there are', async () => {
	const {answer} = await open({messages: Array.from({length: 25}, (_, index) => mail(`${index}`))});
	const {found, more} = await answer({do: 'find', wanted: {from: 'terra.test'}});
	expect([found?.length, more]).toEqual([20, 5]);
});

test('what lies in a folder that cannot be searched is not found', async () => {
	const {answer} = await open({
		folders: [{path: 'Shared', unsearchable: 'no right to read it'}],
		messages: [mail('1', {folder: 'Shared'})],
	});
	const seen = await answer({do: 'find', wanted: {from: 'terra.test'}});
	expect(seen).toMatchObject({found: [], unsearched: [{path: 'Shared', why: 'no right to read it'}]});
});

test('the quota is told where there is one', async () => {
	const quota = [{root: 'ROOT', storage: {used: 5, limit: 5}, messages: {used: 1, limit: 2}}, {root: 'b'}];
	expect((await (await open({quota})).answer({do: 'quota'})).quota).toEqual(quota);
	expect(await (await open({})).answer({do: 'quota'})).not.toHaveProperty('quota');
});

const watching = {do: 'watch', wanted: {from: 'terra.test'}, seconds: 300, why: 'a mail'} as const;

test('mail comes while somebody waits, and stays', async () => {
	const {answer, passed} = await open({folders, arrives: [mail('1', {after: 30, folder: 'Spam'})]});
	const find = {do: 'find', wanted: {from: 'terra.test'}} as const;
	expect((await answer(find)).found).toEqual([]);
	const seen = await answer(watching);
	expect(seen).toMatchObject({seconds: 30, found: [{at: '2026-06-15T12:00:30.000Z'}]});
	expect(passed).toHaveLength(30);
	expect(paths(await answer(find))).toEqual(['Spam']);
});

test('nothing comes within the time, and that takes little of ours', async () => {
	const {answer, passed} = await open({arrives: [mail('1', {after: 301})]});
	expect(await answer(watching)).toMatchObject({seconds: 300, found: []});
	expect(passed.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(3001);
	// It is still on its way.
	expect(await answer(watching)).toMatchObject({seconds: 1});
});

test('a wait can be called off', async () => {
	const {ask} = await open({});
	const ending = new AbortController();
	const waiting = ask({...door, ...watching}, ending.signal);
	ending.abort();
	expect(await waiting).toEqual({ok: false, failure: {code: 'cancelled'}});
	expect(await ask({...door, do: 'login'}, ending.signal)).toMatchObject({failure: {code: 'cancelled'}});
});

test('the test mail comes when a server has taken it, with what was written above it', async () => {
	const sessions: SeenSession[] = [];
	const {answer} = await open(
		{
			folders,
			arrives: [{of: 'test-mail', after: 5, folder: 'Spam', header: 'X-Spam-Flag: YES\nX-About: {tag}'}],
		},
		() => sessions,
	);
	const wait = {...watching, wanted: {tag: 'a1b2c3'}, seconds: 10};
	expect(await answer(wait)).toMatchObject({seconds: 10, found: []});
	sessions.push(tookTestMail('a1b2c3'));
	const seen = await answer(wait);
	expect(seen).toMatchObject({seconds: 5, found: [{folder: {path: 'Spam'}}]});
	expect(seen.found?.[0]?.header.map(({name}) => name)).toEqual(['x-spam-flag', 'from', 'message-id']);
	expect((await answer({...wait, wanted: {tag: 'other'}})).found).toEqual([]);
});

test('where no server can tell, the wanted tag is that of the test mail', async () => {
	const {answer} = await open({arrives: [{of: 'test-mail'}]});
	expect(paths(await answer({do: 'find', wanted: {tag: 'a1b2c3'}}))).toEqual(['INBOX']);
});

test('gaps of a header are filled with the time and the tag', async () => {
	const {answer} = await open(
		{messages: [{header: 'Date: {date-60}\nMessage-ID: <{tag}@home.test>\nFrom: a@terra.test'}]},
		() => [tookTestMail('a1b2c3')],
	);
	const {found} = await answer({do: 'find', wanted: {from: 'terra.test'}});
	expect(found?.[0]?.header).toEqual([
		{name: 'date', value: expect.stringMatching(/ \+0000$/)},
		{name: 'message-id', value: '<a1b2c3@home.test>'},
		{name: 'from', value: 'a@terra.test'},
	]);
});

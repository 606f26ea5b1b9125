import {describe, expect, test} from 'vitest';
import {mailbox} from './asking.ts';

const quotaOf = async (...lines: readonly string[]) => {
	const {server, ask} = await mailbox({
		script: {
			GETQUOTAROOT: ({tag, say}) => say([...lines, `${tag} OK done`].join('\n')),
			GETQUOTA: ({tag, say}) => say(`${tag} NO [NONEXISTENT] no such root`),
		},
	});
	const answer = await ask({do: 'quota'});
	expect(answer.stop).toBeUndefined();
	return {quota: answer.quota, asked: server.lines().filter(line => line.includes('GETQUOTA '))};
};

describe('of several roots', () => {
	test('each has its own figures, and one that is not of the inbox has no say', async () => {
		const {quota} = await quotaOf(
			'* QUOTAROOT INBOX user',
			'* QUOTA user (STORAGE 10 1000)',
			'* QUOTA Trash (STORAGE 1000 1000)',
		);
		expect(quota).toEqual([{root: 'user', storage: {used: 10_240, limit: 1_024_000}}]);
	});

	test('all of the inbox, whichever comes first', async () => {
		const {quota} = await quotaOf(
			'* QUOTA house (MESSAGE 5 9)',
			'* QUOTAROOT "inbox" "" house',
			'* QUOTA "" (STORAGE 1 2 MESSAGE 3 4)',
		);
		expect(quota).toEqual([
			{root: '', storage: {used: 1024, limit: 2048}, messages: {used: 3, limit: 4}},
			{root: 'house', messages: {used: 5, limit: 9}},
		]);
	});

	test('the root of another mailbox is none of it', async () => {
		const {quota} = await quotaOf('* QUOTAROOT Shared big', '* QUOTA big (STORAGE 9 9)');
		expect(quota).toBeUndefined();
	});

	test('a name as a literal', async () => {
		const {quota} = await quotaOf('* QUOTAROOT {5}\nINBOX {4}\nuser', '* QUOTA {4}\nuser (STORAGE 1 2)');
		expect(quota).toEqual([{root: 'user', storage: {used: 1024, limit: 2048}}]);
	});

	test('more than are told', async () => {
		const names = Array.from({length: 30}, (_, index) => `r${index}`);
		const {quota} = await quotaOf(
			`* QUOTAROOT INBOX ${names.join(' ')}`,
			...names.map(name => `* QUOTA ${name} (STORAGE 1 2)`),
		);
		expect(quota).toHaveLength(20);
	});
});

describe('without a limit, and without a word', () => {
	const both = ['storage', 'messages'];

	test.each([
		['no root', '* QUOTAROOT INBOX', []],
		['nothing said of a root', '* OK nothing', undefined],
		['no limits', '* QUOTAROOT INBOX user\n* QUOTA user ()', [{root: 'user'}]],
		['other limits', '* QUOTAROOT INBOX user\n* QUOTA user (MAILBOX 5 5)', [{root: 'user'}]],
		['a root of which nothing is said', '* QUOTAROOT INBOX user', [{root: 'user', untold: both}]],
		['NIL', '* QUOTAROOT INBOX user\n* QUOTA user NIL', [{root: 'user', untold: both}]],
	])('%s', async (_, lines, quota) => {
		expect((await quotaOf(lines)).quota).toEqual(quota);
	});

	test.each([
		'STORAGE 5 0',
		'STORAGE 0 0',
		'STORAGE -1 5',
		'STORAGE 5 -1',
		'STORAGE 12345678901234567890 5',
		'STORAGE 5 99999999999999999999',
		'STORAGE 5 9007199254740991',
		'STORAGE 1e5 1e6',
		'STORAGE 5',
		'STORAGE',
		'STORAGE (1) (2)',
		'STORAGE NIL NIL',
		'storage 0x10 0x20',
	])('%s is no figure', async resource => {
		const untold = [{root: 'user', untold: ['storage']}];
		expect((await quotaOf('* QUOTAROOT INBOX user', `* QUOTA user (${resource})`)).quota).toEqual(untold);
		const {quota} = await quotaOf('* QUOTAROOT INBOX user', `* QUOTA user (MESSAGE 1 2 ${resource})`);
		expect(quota).toEqual([{...untold[0], messages: {used: 1, limit: 2}}]);
	});

	test('what is over its limit, beside a resource that nobody knows', async () => {
		const {quota} = await quotaOf('* QUOTAROOT INBOX user', '* QUOTA user (storage 3 2 x-odd -1 -1)');
		expect(quota).toEqual([{root: 'user', storage: {used: 3072, limit: 2048}}]);
	});
});

describe('a server that names its roots alone', () => {
	test('is asked for each of them', async () => {
		const {server, ask} = await mailbox({
			capabilities: 'IMAP4rev1 AUTH=PLAIN QUOTA=RES-STORAGE',
			script: {
				GETQUOTAROOT: ({tag, say}) => say(`* QUOTAROOT INBOX "a \\"b" other\n${tag} OK done`),
				GETQUOTA: ({tag, say, count, line}) =>
					say(
						count === 1
							? `* QUOTA ${line.slice('GETQUOTA '.length)} (STORAGE 1 2)\n${tag} OK done`
							: `${tag} NO no`,
					),
			},
		});
		expect((await ask({do: 'quota'})).quota).toEqual([
			{root: 'a "b', storage: {used: 1024, limit: 2048}},
			{root: 'other', untold: ['storage', 'messages']},
		]);
		expect(server.lines().filter(line => line.includes('GETQUOTA '))).toHaveLength(2);
	});

	test('and goes away', async () => {
		const {ask} = await mailbox({
			script: {
				GETQUOTAROOT: ({tag, say}) => say(`* QUOTAROOT INBOX user\n${tag} OK done`),
				GETQUOTA: ({socket}) => socket.destroy(),
			},
		});
		expect((await ask({do: 'quota'})).stop).toMatchObject({stage: 'mailbox', failure: {code: 'closed'}});
	});

	test('and by a name that cannot be asked for', async () => {
		const {quota, asked} = await quotaOf('* QUOTAROOT INBOX {3}\na\u0001b');
		expect(quota).toMatchObject([{untold: ['storage', 'messages']}]);
		expect(asked).toEqual([]);
	});
});

import {expect, test} from 'vitest';
import type {DialogueLine} from '../../source/core/explain/line.ts';
import {foldedRows, offerRows, refusalRows, repairRows, saidRows} from '../../source/report/dialogue.ts';

const fine = (text: string): DialogueLine => ({side: 'client', text, ms: 1, means: 'says it', tone: 'plain'});
const refused: DialogueLine = {
	side: 'server',
	text: '535-5.7.8 Wrong\n535 5.7.8 password',
	ms: 2,
	means: 'does not accept the login',
	tone: 'bad',
	stage: 'login',
	code: 535,
	enhanced: '5.7.8',
	class: 'permanent',
	healthy: '235 Ok',
	note: {
		means: 'The password is wrong.',
		cause: 'auth.wrong-credentials',
		unsure: false,
		source: 'x',
		retry: 'wait',
		waitMinutes: 30,
		who: 'mail-owner',
		remedy: 'Enter it anew.',
	},
	provider: {name: 'Some Mail', says: ['Create one.'], guessed: true},
};

test('a refusal is told with its mark and word, and with everything that helps', () => {
	expect([...saidRows(refused, ''), ...refusalRows(refused, '  '), ...repairRows(refused, '  ')]).toEqual([
		'S 535 5.7.8 Wrong password',
		'    ✖ refused: does not accept the login',
		'    Class    permanent',
		'    Means    The password is wrong.',
		'    Healthy  235 Ok',
		'    Note     If this is Some Mail: Create one.',
		'    Who      the owner of the sending mailbox',
		'    Do       Enter it anew.',
		'    Again    Wait 30 minutes before you try again; trying sooner makes it',
		'             longer.',
	]);
});

test('what rests on a code alone is a perhaps, and advises nothing', () => {
	const unsure: DialogueLine = {...refused, note: {...refused.note!, unsure: true}, tone: 'warning'};
	expect(saidRows(unsure, '')[1]).toBe('    ! not now: does not accept the login');
	expect(refusalRows(unsure, '').join('\n')).toContain('Perhaps  The password is wrong.');
	expect(repairRows(unsure, '')).toEqual([]);
});

test('what went well has nothing of that', () => {
	const good: DialogueLine = {...refused, tone: 'good'};
	expect(saidRows(good, '')[1]).toBe('    does not accept the login');
	expect(refusalRows(good, '')).toEqual([]);
	expect(saidRows({...fine('x'), means: ''}, '')).toEqual(['C x']);
	expect(offerRows({...good, offers: [{keyword: 'SIZE', means: 'tells a size'}]}, '')).toEqual([
		'  SIZE: tells a size',
	]);
});

test('a long dialogue is folded to the refusal, what it answers, and what there is room for', () => {
	const talk = (before: number, after: number) => [
		...Array.from({length: before}, (_, index) => fine(`BEFORE ${index}`)),
		refused,
		...Array.from({length: after}, (_, index) => fine(`AFTER ${index}`)),
	];
	const rows = foldedRows(talk(10, 10), '');
	expect(rows[0]).toBe('(lines left out: 8 before, 10 after; --report transcript has all)');
	expect(rows.slice(1, 3)).toEqual(['C BEFORE 8', '    says it']);
	expect(rows).toHaveLength(15);
	expect(foldedRows(talk(1, 1), '')).toHaveLength(14);
	expect(foldedRows(talk(0, 0), '')[0]).toBe('S 535 5.7.8 Wrong password');
	expect(foldedRows([], '')).toEqual([]);
});

test('what a refusal answers is told, however long the refusal is', () => {
	const long = {
		...refused,
		text: `535 ${'word '.repeat(400)}`,
		note: {...refused.note!, means: 'x '.repeat(290)},
	};
	expect(foldedRows([fine('A'), fine('B'), long], '').slice(0, 2)).toEqual([
		'(lines left out: 1 before; --report transcript has all)'.replace('lines', 'line'),
		'C B',
	]);
});

test('without a refusal, the trouble of the connection counts, else the end', () => {
	const broken: DialogueLine = {side: 'connection', text: 'closed', means: 'it ended', tone: 'bad'};
	const many = Array.from({length: 20}, () => fine('X'));
	expect(foldedRows([broken, ...many], '').slice(1, 3)).toEqual(['· closed', '    ✖ trouble: it ended']);
	expect(foldedRows([...many, fine('LAST')], '').slice(-2)).toEqual(['C LAST', '    says it']);
});

import {expect, test} from 'vitest';
import {caseFileName, idOf, isCaseName, readName} from '../../source/cases/name.ts';

const at = Date.UTC(2026, 10, 23, 7, 5, 9, 12);

test('the name of a case file says when it was opened, of which playbook it is, and its id', () => {
	const name = caseFileName('smtp-settings', at, '0a1b2c');
	expect(name).toBe('2026-11-23T07-05-09-012Z-smtp-settings-0a1b2c.ndjson');
	expect(readName(`/x/${name}`)).toEqual({id: '0a1b2c', openedAt: at});
	expect(idOf(name)).toBe('0a1b2c');
});

test.each([['../../etc/passwd'], ['a b\n\u001B[2J'], ['x'.repeat(5000)], ['…']])(
	'whatever a playbook is called, its case file is a file of that folder: %j',
	playbook => {
		const name = caseFileName(playbook, at, '0a1b2c');
		expect(name).toMatch(/^[\w.-]{1,110}$/);
		expect(readName(name)?.id).toBe('0a1b2c');
	},
);

test('an id of four digits, as it was once, is one as well; any other name stands for itself', () => {
	expect(idOf('2026-11-23T07-05-09-012Z-smtp-settings-0a1b.ndjson')).toBe('0a1b');
	for (const name of ['mine.ndjson', '2026-99-99T07-05-09-012Z-x-0a1b2c.ndjson', 'x-0a1b2c.ndjson'])
		expect(readName(name)).toBeUndefined();
	expect(idOf('mine.ndjson')).toBe('mine');
	expect(['a.ndjson', '.ndjson', 'a.ndjson-lock', 'a.ndjson-held', 'a.txt'].map(isCaseName)).toEqual([
		true,
		false,
		false,
		false,
		false,
	]);
});

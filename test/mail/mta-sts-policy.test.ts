import {expect, test} from 'vitest';
import {coveredBy, policyLines, readStsPolicy, readStsRecord} from '../../source/mail/mta-sts-policy.ts';

const file = (...lines: readonly string[]) => lines.join('\n');

test('reads a policy, and writes it again', async () => {
	const text = file('version: STSv1', 'mode: enforce', 'mx: mx.a.test', 'mx: *.b.test', 'max_age: 86400');
	const read = await readStsPolicy(text);
	expect(read).toEqual({
		is: 'policy',
		policy: {mode: 'enforce', maxAge: 86_400, mx: ['mx.a.test', '*.b.test']},
	});
	expect(read.is === 'policy' && file(...policyLines(read.policy))).toBe(text);
});

test.each([
	[file('mode: none', 'max_age: 1'), 'version', undefined],
	[file('version: STSv2', 'mode: none', 'max_age: 1'), 'version', 'version: STSv2'],
	[file('version: STSv1', 'max_age: 1'), 'mode', undefined],
	[file('version: STSv1', 'mode : none', 'max_age: 1'), 'mode', 'mode : none'],
	[file('version: STSv1', 'mode: none', 'max_age: 1 day'), 'max_age', 'max_age: 1 day'],
	[file('version: STSv1', 'mode: none', 'max_age: 99999999'), 'max_age', 'max_age: 99999999'],
	[file('version: STSv1', 'mode: enforce', 'max_age: 1'), 'mx', undefined],
	[file('version: STSv1', 'mode: enforce', 'mx: a.test', 'mx: -b.test', 'max_age: 1'), 'mx', 'mx: -b.test'],
	['', 'version', undefined],
	['<html>', 'version', undefined],
	[`version: STSv1\nmode: a${' '.repeat(60_000)}b`, 'mode', `mode: a${' '.repeat(60_000)}b`],
])('fails at a field: %#', async (text, field, line) => {
	const read = await readStsPolicy(text);
	expect(read).toMatchObject({is: 'malformed', field});
	expect(read.is === 'malformed' ? read.line : 'none').toBe(line);
});

test('a wildcard stands for exactly one label', async () => {
	const covered = await coveredBy({mode: 'testing', maxAge: 1, mx: ['mx.a.test', '*.b.test']});
	expect(
		['mx.a.test', 'MX.A.test.', 'x.b.test', 'x.y.b.test', 'b.test', 'a.test', '*.b.test'].map(covered),
	).toEqual([true, true, true, false, false, false, false]);
});

test('the id of a record is 1 to 32 letters and digits', () => {
	expect(readStsRecord('v=STSv1; id=20260101')).toEqual({is: 'record', id: '20260101'});
	expect(readStsRecord(`v=STSv1; id=${'1'.repeat(33)}`)).toMatchObject({is: 'malformed', tag: 'id'});
	expect(readStsRecord('v=STSv1; id=')).toMatchObject({is: 'malformed', tag: 'id'});
});

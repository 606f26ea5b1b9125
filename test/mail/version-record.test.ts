import fc from 'fast-check';
import {resolvePolicy} from 'mailauth/lib/mta-sts.js';
import {expect, test} from 'vitest';
import {readStsRecord, stsVersion} from '../../source/mail/mta-sts-policy.ts';
import {almostOfVersion, ofVersion, readVersionRecord} from '../../source/mail/version-record.ts';

test.each([
	['v=X; id=1', 'valid'],
	['v=X ;\tid=1 ; other=a:b/c ;', 'valid'],
	['v=X; id=1; id=2', 'valid'],
	['v=X', 'id'],
	['v=X;', 'id'],
	['v=x; id=1', 'v=x'],
	[' v=X; id=1', ' v=X'],
	['v=X; ID=1', 'ID'],
	['v=X; id=1;; a=b', ';'],
	['v=X; id=1; word', 'word'],
	['v=X; id=1; =b', '='],
	['v=X; id=1; ä=b', 'ä'],
	['v=X; id=1; a=', 'a'],
	['v=X; id=1; a=b c', 'a'],
])('%s is %s', (text, expected) => {
	const read = readVersionRecord('X', text, 'id');
	expect(read.is === 'valid' ? 'valid' : read.tag).toBe(expected);
});

test('texts of other kinds are set aside, and near misses are seen', () => {
	const texts = ['v=X; a=1', 'v=X ;', 'v=X', 'v=x;a=1', '"v=X; a=1"', 'v=spf1 -all', 'v=X2; a=1'];
	expect(ofVersion('X', texts)).toEqual(['v=X; a=1', 'v=X ;']);
	expect(almostOfVersion('STSv1', ['v = stsv1 ;', 'v=spf1', '"v=STSv1;"'])).toEqual([
		'v = stsv1 ;',
		'"v=STSv1;"',
	]);
});

/** Pieces of records, so that chance makes some that are right. */
const piece = fc.constantFrom(
	'v=STSv1',
	'v=stsv1',
	';',
	'; ',
	' ;',
	' ',
	'id=',
	'id',
	'1',
	'aB9',
	'-',
	'=',
	'x=y',
	'ä',
	'\t',
);

test('agrees with mailauth about every MTA-STS record', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(piece, {maxLength: 10}), async pieces => {
			const text = `v=STSv1;${pieces.join('')}`;
			const theirs = await resolvePolicy('a.test', {strict: true, resolver: async () => [[text]]});
			const ours = readStsRecord(text);
			expect(ofVersion(stsVersion, [text])).toHaveLength(1);
			expect(ours.is === 'record' ? ours.id : false, text).toBe(theirs);
		}),
		{numRuns: 500, examples: [[['id=', '1', ';', 'id=', 'v=STSv1']]]},
	);
});

test('very long records are read like any other', () => {
	const long = 60_000;
	for (const text of [
		`v=X;${';'.repeat(long)}`,
		`v=X;${'a=b;'.repeat(long / 4)}`,
		' \t'.repeat(long / 2),
		`v=X; a${' '.repeat(long)}x`,
		`v=X${' '.repeat(long)}x`,
	]) {
		expect(readVersionRecord('X', text, 'id').is).toBe('malformed');
		expect(ofVersion('X', [text]).length).toBeLessThan(2);
	}
});

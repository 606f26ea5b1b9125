import {expect, test} from 'vitest';
import {foldedLine, plainLine} from '../../../source/mail/verification/characters.ts';
import {isAbout, knownLanguages, wordsIn} from '../../../source/mail/verification/words.ts';

const hits = (line: string) => wordsIn(foldedLine(plainLine(line)));
const kinds = (line: string) => hits(line).map(hit => `${hit.words}:${hit.senses[0]?.kind}`);

test('thirty languages, each once', () => {
	expect(knownLanguages.length).toBeGreaterThanOrEqual(28);
	expect(new Set(knownLanguages).size).toBe(knownLanguages.length);
});

test('the longer words cover the shorter ones; what is done with a code does not cover it', () => {
	expect(kinds('your postal code')).toEqual(['postal code:other']);
	expect(kinds('your verification code')).toEqual(['verification code:code']);
	expect(kinds('enter the code')).toEqual(['enter the code:act', 'code:bare']);
});

test('whole words, where writing has blanks; stems with any ending', () => {
	expect(hits('decode encoder')).toEqual([]);
	expect(hits('Şifreniz sıfırlama kodunuz').some(hit => isAbout(hit, 'code'))).toBe(true);
	expect(hits('您的验证码是').some(hit => isAbout(hit, 'code'))).toBe(true);
	expect(hits('והקוד שלך').some(hit => isAbout(hit, 'bare'))).toBe(true);
});

test('a length of time in words has its minutes', () => {
	expect(hits('half an hour').find(({minutes}) => minutes !== undefined)?.minutes).toBe(30);
});

test('no more hits than are told', () => {
	expect(hits('code '.repeat(200)).length).toBeLessThanOrEqual(200);
});

import type {SecretValue} from '../../core/secret-values.ts';
import type {Mail} from '../mail.ts';
import {foldedLine, plainLine} from '../verification/characters.ts';
import {isAbout, wordsIn} from '../verification/words.ts';
import {folded} from './folded.ts';
import {hidden} from './hidden.ts';
import {isUsual} from './letters.ts';
import {isOrdinary, standingIn} from './standing.ts';

const mostLines = 1000;
const mostWords = 20;
/** Lines below a name in which what it names may stand. */
const linesBelow = 3;

const lonely = /^[^\p{L}\p{N}]{0,10}([A-Za-z]{4,20}(?:[-_ ][A-Za-z]{2,20}){0,5})[^\p{L}\p{N}]{0,10}$/u;
/** Nobody speaks it. */
const unspoken = /[bcdfghjklmnpqrstvwxz]{4}|^[^aeiouy]+$/i;

/**
 * Words of letters alone that a mail names as its code: it may be read to bring none, because so many words are none. Of
 * small letters only those count that stand alone on a line below its name, or that nobody could speak.
 */
export const namedIn = ({subject, text = '', seen = ''}: Mail): readonly SecretValue[] => {
	const lines = [subject, ...text.split('\n'), '', ...seen.split('\n')]
		.map(line => line.trim())
		.filter(line => line !== '')
		.slice(0, mostLines)
		.map(line => plainLine(line));
	const words = lines.flatMap((line, index) => [...inSentence(line), ...alone(lines, index)]);
	return [...new Set(words)].slice(0, mostWords).map(value => ({value, put: hidden}));
};

const inSentence = (line: string): readonly string[] => {
	const {plain} = folded(line);
	return standingIn(plain)
		.map(({from, to}) => plain.slice(from, to))
		.filter(word => /^[A-Za-z_·-]{4,}$/.test(word) && (/[A-Z]{2}/.test(word) || unspoken.test(word)));
};

const alone = (lines: readonly string[], index: number): readonly string[] => {
	const word = lonely.exec(lines[index] ?? '')?.[1] ?? '';
	if (word === '' || isOrdinary(word) || isUsual(word)) return [];
	if (/ /.test(word) && !/^[A-Z -]+$/.test(word)) return [];
	return lines.slice(Math.max(0, index - linesBelow), index).some(isName) ? [word] : [];
};

/** A line that ends with a name, or with what says that something follows. */
const isName = (line: string): boolean =>
	wordsIn(foldedLine(line)).some(
		hit =>
			(isAbout(hit, 'code') || isAbout(hit, 'bare')) &&
			!isAbout(hit, 'other') &&
			(/[:：]\s*$/.test(line) || line.length - hit.end <= 12),
	);

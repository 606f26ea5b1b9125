import {foldedLine} from '../verification/characters.ts';
import {isAbout, wordsIn} from '../verification/words.ts';
import type {Span} from './kept.ts';
import {isUsual} from './letters.ts';
import {isReply} from './runs.ts';

/** What says in a sentence that one is the other, folded. */
const copula =
	'is|ist|lautet|heisst|est|es|e|sera|are|was|war|er|ar|jest|je|este|adalah|ialah|это|является|هو|は|是|为|為|은|는|equals';
const open = String.raw`["'“”„«»‘’(*\[\s]{0,6}`;
/** Between the name of a code and the code; the group is missing where nothing says so. */
const afterName = new RegExp(`^${open}((?:${copula})(?![a-z])[ :]{0,3}|[:=#>-]{1,2} {0,3})?${open}`, 'u');
/** Between a code and its name: `abcdef is your code`. */
const beforeName = new RegExp(
	String.raw`([A-Za-z0-9]{3,24}(?:[-_·][A-Za-z0-9]{1,16}){0,6})["'”“»)*]{0,3} {1,3}(?:${copula}) (?:[^\s]{1,12} ){0,3}$`,
	'iu',
);

const digits = /^[^\p{L}\p{N}]{0,2}(\d(?:[ ._·/,:-]{0,2}\d){2,40})(?![\p{L}\p{N}])/u;
const letters = /^(?:[A-Za-z]{3,30}(?:[-_·.](?=[A-Za-z])[A-Za-z]{1,30}){0,8})/;
const capitals = /^[A-Z]{3,20}(?:[-_· ](?=[A-Z]{2})[A-Z]{2,20}){0,6}(?![a-z])/;
/** Characters around a name in which a code is looked for. */
const near = 80;

/** Words that stand where a code would and spell none, folded. Of another language than these one is taken for a code. */
const ordinary: ReadonlySet<string> = new Set(
	`ready here there below above inside attached enclosed included waiting pending sent being generated available active valid
	invalid expired expiring used unused wrong correct incorrect changed updated reset required requested needed missing unknown
	enabled disabled confirmed accepted rejected renewed still about almost already soon your yours this that what these those
	following only just private secret safe never important urgent please enter open click test help info information notice
	notification reminder alert message welcome hello request login account email mail not now then the and for from with was
	has have are will can may must should which who how why when where one two you our their its his her user server client host
	error failed failure success refused denied blocked accept reject temporary permanent invalidated verification code codes
	number link password pin mailbox recipient sender address domain policy spam reason status rule none null true false yes
	bereit hier unten oben anbei gultig ungultig abgelaufen angefordert erforderlich geandert aktiv versendet gesendet verfugbar
	dies dieser folgender eingetroffen unterwegs privat geheim pret prete valide expire expiree disponible requis demande envoye
	arrive voici ceci confidentiel listo lista valido valida caducado caducada expirado expirada requerido solicitado enviado
	aqui este esta pronto pronta scaduto scaduta richiesto inviato questo questa ecco klaar geldig verlopen verzonden hieronder
	gewijzigd deze expirou giltig gyldig utgatt utlopt skickad sendt das der die ein eine nicht une pas les los las una non`.split(
		/\s+/,
	),
);

/** Whatever stands where a code stands, by the words around it in any language that is known; an ordinary word stays. */
export const standingIn = (plain: string): readonly Span[] => {
	const line = foldedLine(plain);
	return wordsIn(line)
		.filter(hit => isAbout(hit, 'code') || (isAbout(hit, 'bare') && !isAbout(hit, 'other')))
		.flatMap(({at, end}) => [...behind(plain, line, end), ...before(plain, at)]);
};

const behind = (plain: string, line: string, end: number): readonly Span[] => {
	const [gap = '', says] = afterName.exec(line.slice(end, end + near)) ?? [];
	const from = end + gap.length;
	const rest = plain.slice(from, from + near);
	const number = digits.exec(rest)?.[1];
	if (number !== undefined && number.replaceAll(/\D/g, '').length > 3 && !isReply(number))
		return [{from: from + rest.indexOf(number), to: from + rest.indexOf(number) + number.length}];
	if (gap === '') return [];
	const [word = ''] = (says === undefined ? capitals : letters).exec(rest) ?? [];
	return word === '' || isOrdinary(word) ? [] : [{from, to: from + word.length}];
};

const before = (plain: string, at: number): readonly Span[] => {
	const begin = Math.max(0, at - near);
	const found = beforeName.exec(plain.slice(begin, at));
	const word = found?.[1] ?? '';
	if (!found || isOrdinary(word)) return [];
	return [{from: begin + found.index, to: begin + found.index + word.length}];
};

/** Whether every part of a word is one that stands where a code would and spells none. */
export const isOrdinary = (word: string): boolean =>
	word.split(/[-_·. ]/).every(part => isUsual(part) || ordinary.has(foldedLine(part)));

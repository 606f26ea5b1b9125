import {foldedLine} from '../mail/verification/characters.ts';
import {type Hit, isAbout, wordsIn} from '../mail/verification/words.ts';

/** Where something stands in a text, in UTF-16 units. */
export type Span = {readonly from: number; readonly to: number};

/** Letters as codes have them that are made of small ones alone: in one piece, in groups, or one by one. */
const letters =
	/(?<![\p{Script=Latin}\p{M}\d])(?:[a-z]{2,16}(?:[-_·][a-z]{2,16}){1,3}|[a-z]{4,16}|[a-z](?:[ ._·-][a-z]){3,15})(?![\p{Script=Latin}\p{M}\d])/gu;
/(?<![a-z])(?:[a-z]{2,16}(?:[-_·][a-z]{2,16}){1,3}|[a-z]{4,16}|[a-z](?:[ ._·-][a-z]){3,15})(?![a-z])/g;

/** What says in a sentence that one is the other, folded. */
const copulas =
	'is|ist|lautet|heisst|est|es|e|sera|are|was|war|er|ar|jest|je|este|adalah|ialah|это|является|هو|は|是|为|為|은|는';
/** Between the name of a code and the code. */
const afterName = new RegExp(
	`^[\\s"'“”„«(*]*(?:[:=#–—-]|(?:${copulas})(?![a-z])\\s*:?)[\\s"'“”„«»(*]*$`,
	'u',
);
/** Between a code and its name: `abcdef is your code`. */
const beforeName = new RegExp(`^["'”“»)*]*\\s+(?:${copulas})\\s(?:\\S{1,10}\\s){0,2}$`, 'u');

/** Characters between a code and its name. */
const farthest = 24;

/** Nobody speaks it: four consonants in a row, or no vowel at all. */
const unspoken = /[bcdfghjklmnpqrstvwxz]{4}|^[^aeiouy]+$/;

/** What may follow a code in the same sentence. */
const goesOn =
	/^["'”“»)*]*(?:$|\.(?![a-z])|[,;!?()[\]|/–—]|\s*[^\sa-z.]|\s+(?:and|or|to|for|in|on|und|oder|zum|fur|et|ou|pour|y|o|para|e|per|en|of|om|och|og)(?![a-z]))/;

/** Words that stand where a code would and spell none, folded. Of another language than these one is taken for a code. */
const ordinary: ReadonlySet<string> = new Set(
	`ready here there below above inside attached enclosed included waiting pending sent being generated available active
	valid invalid expired expiring used unused wrong correct incorrect changed updated reset required requested needed
	missing unknown enabled disabled confirmed accepted rejected renewed still about almost already soon your yours this
	that what these those following only just private secret safe never important urgent please enter open click test
	help info information notice notification reminder alert message welcome hello request login account email mail
	bereit hier unten oben anbei gultig ungultig abgelaufen angefordert erforderlich geandert aktiv versendet
	gesendet verfugbar dies dieser folgender eingetroffen unterwegs privat geheim
	pret prete valide expire expiree disponible requis demande envoye arrive voici ceci confidentiel
	listo lista valido valida caducado caducada expirado expirada requerido solicitado enviado aqui este esta
	pronto pronta scaduto scaduta richiesto inviato questo questa ecco
	klaar geldig verlopen verzonden hieronder gewijzigd deze
	pronto valido expirou enviado solicitado
	klar giltig gyldig utgatt utlopt skickad sendt`.split(/\s+/),
);

/**
 * Small letters that stand where a code stands, by the words around them in any language that is known; what is an ordinary
 * word there stays.
 */
export const standingAsCode = (text: string): readonly Span[] => {
	const folded = foldedLine(text);
	const hits = wordsIn(folded);
	const names = hits.filter(hit => isAbout(hit, 'code') || (isAbout(hit, 'bare') && !isAbout(hit, 'other')));
	if (names.length === 0) return [];
	return [...text.matchAll(letters)].flatMap(({0: written, index}) => {
		const span = {from: index, to: index + written.length};
		return !isOrdinary(written, span, hits) && names.some(name => isBeside(folded, span, name)) ? [span] : [];
	});
};

const isOrdinary = (written: string, {from, to}: Span, hits: readonly Hit[]): boolean =>
	ordinary.has(written) || hits.some(({at, end}) => at <= from && end >= to);

const isBeside = (folded: string, {from, to}: Span, {at, end}: Hit): boolean => {
	if (end <= from && from - end <= farthest)
		return (
			afterName.test(folded.slice(end, from)) &&
			(unspoken.test(folded.slice(from, to)) || goesOn.test(folded.slice(to, to + farthest)))
		);
	return to <= at && at - to <= farthest && beforeName.test(folded.slice(to, at));
};

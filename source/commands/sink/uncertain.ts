import {printable} from '../../core/printable.ts';
import type {Candidate, Reading} from '../../core/verification.ts';
import {wrapped} from '../../report/wrap.ts';
import {factRows} from './fact-rows.ts';
import {short} from './words.ts';

/** Candidates that are listed. */
const most = 5;

const mayBe = ({candidates}: Reading): readonly Candidate[] => candidates.filter(({score}) => score > 0);

const reasons = ({score, because, against}: Candidate): string =>
	[
		`score ${score} of 1: ${because.join(' ')}`,
		...(against.length > 0 ? [`Against it: ${against.join(' ')}`] : []),
	].join(' ');

const shown = ({kind, value}: Candidate): string => (kind === 'code' ? printable(value) : short(value));

/** Why no code, or no link, of a message is given out, with what may be one; a clause without its full stop. */
export const whyNone = (reading: Reading, part: 'code' | 'link'): string => {
	if (reading.open === 'unread') return 'it could not be read';
	if (reading.open === 'several') return `several in it could be the ${part}`;
	const [best] = mayBe(reading).filter(({kind}) => kind === part);
	return best
		? `nothing is certain: ${shown(best)} may be a ${part} (${reasons(best)})`
		: `no ${part} was found in it`;
};

/** The same of a message in which something may be a code or a link and nothing is certain, as rows; else nothing. */
export const uncertainRows = (reading: Reading): readonly string[] | undefined => {
	const [first, ...more] = reading.open === 'none' ? mayBe(reading) : [];
	if (!first) return undefined;
	return [
		...wrapped(`Nothing is certain: ${shown(first)} may be a ${first.kind} (${reasons(first)})`),
		...factRows('Where', first.line === '' ? undefined : `“${printable(first.line)}”`),
		...more.slice(0, most - 1).flatMap(one => factRows('Or', `${one.kind} ${shown(one)} (${reasons(one)})`)),
	];
};

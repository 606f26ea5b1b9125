import {printable} from '../../core/printable.ts';
import {maskedCode, maskedLink} from '../../core/verification.ts';
import type {Mail} from '../mail.ts';
import {readVerification} from '../verification.ts';

/** Hides whatever of a text may be a code or make a link work, and makes the rest safe to print and short. */
export type Mask = (text: string) => string;

const longest = 100;
const links = /\b(?:https?|ftp):\/\/[^\s<>"]{1,2000}|\bwww\.[^\s<>"]{1,500}/gi;
/** Four digits or more, however they are grouped. */
const digits = /\d(?:[\s.\-_\u00a0]{0,2}\d){3,60}/g;
/** Letters and digits in one word. */
const mixed =
	/(?<![\p{L}\p{N}@])(?=[\p{L}-]{0,40}\d)(?=[\d-]{0,40}\p{L})[\p{L}\p{N}-]{4,80}(?![\p{L}\p{N}@])/gu;
/** Capitals in groups, and a word of capitals among others. */
const groups = /(?<![\p{L}\p{N}])\p{Lu}{2,12}(?:-\p{Lu}{2,12}){1,8}(?![\p{L}\p{N}])/gu;
const capitals = /(?<![\p{L}\p{N}])\p{Lu}{4,20}(?![\p{L}\p{N}])/gu;
const long = /[A-Za-z0-9+/=_-]{24,2000}/g;

/** The mask of one message: by what it is read to bring, and by whatever looks as if it did. */
export const maskFor = (mail: Mail | undefined): Mask => {
	const hide = codeMask(mail);
	return text => {
		const begin = text.slice(0, longest * 4);
		const bare = hide(begin)
			.replaceAll(digits, run => maskedCode(run.replaceAll(/\D/g, '')))
			.replaceAll(mixed, maskedCode)
			.replaceAll(groups, maskedCode)
			.replaceAll(/\p{Ll}/u.test(begin) ? capitals : /(?!)/g, maskedCode)
			.replaceAll(long, maskedCode)
			.replaceAll(/\s+/g, ' ')
			.trim();
		return printable(
			bare.length > longest || begin.length < text.length ? `${bare.slice(0, longest)}…` : bare,
		);
	};
};

/** Hides the codes that a message is read to bring and what makes links work, and nothing else. */
export const codeMask = (mail: Mail | undefined): Mask => {
	const values = mail
		? readVerification(mail)
				.candidates.filter(({kind}) => kind === 'code')
				.map(({value}) => value)
				.toSorted((one, other) => other.length - one.length)
		: [];
	return text =>
		values.reduce(
			withoutCode,
			text.replaceAll(links, url => maskedLink(url)),
		);
};

const between = /[\s.\-_\u00a0\u200b-\u200f]/;

/** A code however it is grouped, in capitals or not. */
const withoutCode = (text: string, code: string): string => {
	const wanted = [...code.toLowerCase()].filter(one => !between.test(one)).join('');
	if (wanted === '') return text;
	const at: number[] = [];
	let bare = '';
	for (let index = 0; index < text.length; index++) {
		const unit = (text[index] ?? '').toLowerCase();
		if (between.test(unit) || unit.length !== 1) continue;
		bare += unit;
		at.push(index);
	}
	let left = '';
	let from = 0;
	for (let place = bare.indexOf(wanted); place >= 0; place = bare.indexOf(wanted, place + wanted.length)) {
		left += text.slice(from, at[place]) + maskedCode(code);
		from = (at[place + wanted.length - 1] ?? 0) + 1;
	}
	return left + text.slice(from);
};

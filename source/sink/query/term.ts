import {failed, type Result, success} from '../../core/result.ts';

/** One term as it was written; places are columns from 1, in characters. */
export type Term = {
	readonly not: boolean;
	readonly field?: string;
	/** Where the field stands, or the text. */
	readonly at: number;
	readonly value: string;
	readonly valueAt: number;
	readonly quoted: boolean;
};

const beginning = /^\s*(?<not>-?)(?:(?<field>\p{L}+):)?/u;
const quotedText = /^"(?<text>[^"]*)"/;
const bareText = /^\S*/;

/** Cuts a search into its terms. A quote that begins a value must end; anywhere else it is a character like any other. */
export const termsOf = (
	text: string,
): Result<readonly Term[], {readonly message: string; readonly at: number}> => {
	const terms: Term[] = [];
	const column = (index: number) => [...text.slice(0, index)].length + 1;
	for (let index = 0; text.slice(index).trim() !== ''; ) {
		const rest = text.slice(index);
		const {0: head = '', groups: {not = '', field} = {}} = beginning.exec(rest) ?? {};
		const valueFrom = index + head.length;
		const at = valueFrom - (field === undefined ? 0 : field.length + 1);
		const value = text.slice(valueFrom);
		const inQuotes = quotedText.exec(value);
		if (!inQuotes && value.startsWith('"'))
			return failed({message: 'this quote does not end', at: column(valueFrom)});
		const written = inQuotes?.[0] ?? bareText.exec(value)?.[0] ?? '';
		index = valueFrom + written.length;
		if (field === undefined && written === '')
			return failed({message: 'a "-" stands before what must not be there', at: column(at) - not.length});
		terms.push({
			not: not !== '',
			...(field === undefined ? {} : {field}),
			at: column(at),
			value: inQuotes?.groups?.['text'] ?? written,
			valueAt: column(valueFrom),
			quoted: inQuotes !== null,
		});
	}
	return success(terms);
};

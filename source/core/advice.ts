import {type Actor, actors} from './actor.ts';
import type {Json} from './json.ts';
import {printable} from './printable.ts';

/** What a finding may say beyond its sentence; carried among its facts under these names. */
export type Advice = {
	/** Records as they were seen, each as a line of a zone file. */
	readonly record?: readonly string[];
	/** Such as `RFC 7208 section 4.6.4`. */
	readonly rfc?: string;
	/** What to publish instead: lines of a zone file, with absolute names. */
	readonly publish?: readonly string[];
	/** Who must act. */
	readonly who?: Actor;
	/** What the sentence has no room for: one line for each part that was looked at. */
	readonly details?: readonly string[];
};

/** Reads advice out of the facts of a finding; what is of another shape is not advice. */
export const adviceOf = ({record, rfc, publish, who, details}: Readonly<Record<string, unknown>>): Advice => {
	const actor = actors.find(name => name === who);
	return {
		...lines('record', record),
		...(typeof rfc === 'string' ? {rfc} : {}),
		...lines('publish', publish),
		...(actor ? {who: actor} : {}),
		...lines('details', details),
	};
};

const lines = (name: 'record' | 'publish' | 'details', value: unknown): Advice =>
	Array.isArray(value) && value.length > 0 && value.every(line => typeof line === 'string')
		? {[name]: value as readonly string[]}
		: {};

/**
 * A record as a line of a zone file, safe to print: absolute name (a space in it is `\032`), type and data; text is quoted
 * in strings of at most 255 octets.
 */
export const zoneLine = (name: string, type: string, data: string): string =>
	printable(
		`${name.replace(/\.?$/, '.').replaceAll(' ', '\\032')} ${type} ${type === 'TXT' ? quotedStrings(data) : data}`,
	);

const quotedStrings = (text: string): string => {
	const bytes = new TextEncoder().encode(text).length;
	const strings = bytes === text.length ? (text.match(/.{1,255}/gs) ?? ['']) : chunksOf(text);
	return strings.map(part => `"${part.replaceAll(/[\\"]/g, '\\$&')}"`).join(' ');
};

/** Never more than four octets for a character. */
const chunksOf = (text: string): readonly string[] => text.match(/.{1,63}/gsu) ?? [''];

/** The facts that advice is carried in. */
export const advise = (advice: Advice): {readonly [fact: string]: Json} =>
	Object.fromEntries(Object.entries(advice).filter(([, value]) => value !== undefined)) as {
		readonly [fact: string]: Json;
	};

import {readTagList, tagValue} from './tag-list.ts';

/** What a BIMI record says: where a logo is, that none is wanted, or what is wrong with it. */
export type BimiRecord =
	| {readonly is: 'logo'; readonly logo: string; readonly certificate?: string}
	| {readonly is: 'declined'}
	| {readonly is: 'malformed'; readonly tag: string; readonly why: string};

/** Whether receivers take a TXT record for a BIMI record at all. */
export const isBimiRecord = (text: string): boolean => /^v[ \t]*=[ \t]*BIMI1[ \t]*(?:;|$)/i.test(text.trim());

/** Reads an assertion record (draft-brand-indicators-for-message-identification section 4.3). */
export const readBimiRecord = (text: string): BimiRecord => {
	const list = readTagList(text.trim());
	const [mistake] = list.mistakes;
	if (mistake) return {is: 'malformed', tag: mistake.tag, why: mistake.why};
	const [logo, certificate] = [tagValue(list, 'l'), tagValue(list, 'a')];
	if (logo === '' && !certificate) return {is: 'declined'};
	if (!logo) return {is: 'malformed', tag: 'l', why: 'it is missing or empty'};
	if (!isHttps(logo)) return {is: 'malformed', tag: 'l', why: `"${logo}" is no https URL`};
	if (!certificate) return {is: 'logo', logo};
	return isHttps(certificate)
		? {is: 'logo', logo, certificate}
		: {is: 'malformed', tag: 'a', why: `"${certificate}" is no https URL`};
};

const isHttps = (text: string): boolean => /^https:\/\//i.test(text) && URL.parse(text) !== null;

/** The record with everything kept that is right, and https where http stood; undefined where no logo is left. */
export const mendedBimi = (text: string): string | undefined => {
	const tags = readTagList(text.trim()).tags.filter(({name}) => name !== 'v');
	const kept = tags.map(({name, value}) => `${name}=${value.replace(/^http:/i, 'https:')}`);
	const whole = ['v=BIMI1', ...kept].join('; ');
	return readBimiRecord(whole).is === 'logo' ? whole : undefined;
};

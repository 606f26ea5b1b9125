import type {Reply} from '../smtp.ts';

/** Reads a reply out of a server's text; nothing where it has neither a code nor a status. */
export const replyIn = (text: string): Reply | undefined => {
	const said = text.split('\n');
	const lines = said.map(line => /^([2-5]\d\d)(?:[ -](.*))?$/s.exec(line));
	const first = lines[0];
	const [, status, rest = ''] = /^([245]\.\d{1,3}\.\d{1,3})[\s:]+(.*)$/s.exec(text) ?? [];
	if (!first && status === undefined) return undefined;
	if (!first) return {code: 0, enhanced: status as string, lines: [`${status} ${rest}`]};
	const texts = lines.map((line, index) => line?.[2] ?? (line ? '' : (said[index] ?? '')));
	const enhanced = /^[245]\.\d{1,3}\.\d{1,3}(?=[\s:]|$)/.exec(texts[0] ?? '')?.[0];
	return {code: Number(first[1]), ...(enhanced === undefined ? {} : {enhanced}), lines: texts};
};

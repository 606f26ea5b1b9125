/** One field of a record such as `v=STSv1; id=1`. */
export type Field = {readonly name: string; readonly value: string};

export type VersionRecord =
	| {readonly is: 'valid'; readonly fields: readonly Field[]}
	/** `tag`: the field at fault, as it was published. */
	| {readonly is: 'malformed'; readonly tag: string; readonly why: string};

/** More fields than anybody defined. */
const mostFields = 50;

const isBlank = (character: string | undefined): boolean => character === ' ' || character === '\t';

/** Without spaces and tabs around; no pattern, because one would take its time over very many of them. */
export const withoutBlanks = (text: string, where: 'around' | 'end' = 'around'): string => {
	let [from, to] = [0, text.length];
	while (where === 'around' && from < to && isBlank(text[from])) from += 1;
	while (to > from && isBlank(text[to - 1])) to -= 1;
	return text.slice(from, to);
};

/** Texts at a name that are meant as a record of this version; all others are discarded before the count. */
export const ofVersion = (version: string, texts: readonly string[]): readonly string[] =>
	texts.filter(text => {
		const [first = '', ...rest] = text.split(';', 2);
		return rest.length > 0 && withoutBlanks(first, 'end') === `v=${version}`;
	});

/** Texts that look like such a record and are not one: another spelling of the version, or nothing behind it. */
export const almostOfVersion = (version: string, texts: readonly string[]): readonly string[] =>
	texts.filter(text => {
		const start = text
			.slice(0, 100)
			.replaceAll(/[ \t"]/g, '')
			.toLowerCase();
		return start.startsWith(`v=${version.toLowerCase()}`);
	});

/**
 * Reads a record in the syntax that MTA-STS and TLS-RPT have in common (RFC 8461 section 3.1, RFC 8460 section 3):
 * letter case counts, and a field that stands twice counts once, the first time. Where the needed one stands again with a
 * value that it cannot have, that is an extension's (`isNeeded`).
 */
export const readVersionRecord = (
	version: string,
	text: string,
	needed: string,
	isNeeded: (value: string) => boolean = () => true,
): VersionRecord => {
	const [first = '', ...parts] = text.split(';', mostFields + 1);
	if (withoutBlanks(first, 'end') !== `v=${version}`)
		return malformed(first, `the record must begin with v=${version}, spelled exactly like that`);
	const last = parts.at(-1);
	if (last !== undefined && withoutBlanks(last) === '') parts.pop();
	else if (isBlank(text.at(-1))) return malformed(withoutBlanks(last ?? ''), 'a blank stands behind it');
	const fields: Field[] = [];
	for (const part of parts) {
		const field = withoutBlanks(part);
		const equals = field.indexOf('=');
		const [name, value] = [field.slice(0, Math.max(0, equals)), field.slice(equals + 1)];
		if (field === '') return malformed(';', 'two semicolons with nothing between them');
		if (equals < 0) return malformed(field, 'there is no "=" after the name');
		if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$/.test(name))
			return malformed(name || '=', 'this cannot be the name of a field');
		if (value === '') return malformed(name, 'it has no value');
		const isExtension = name !== needed || (!isNeeded(value) && fields.some(known => known.name === needed));
		if (isExtension && !/^[!-:<>-~]+$/.test(value))
			return malformed(name, 'its value holds characters that are not allowed');
		if (!fields.some(known => known.name === name)) fields.push({name, value});
	}
	if (fields.some(({name}) => name === needed)) return {is: 'valid', fields};
	const other = fields.find(({name}) => name.toLowerCase() === needed);
	return malformed(
		other?.name ?? needed,
		other ? `it must be spelled ${needed}, in small letters` : 'it is missing',
	);
};

const malformed = (tag: string, why: string): VersionRecord => ({is: 'malformed', tag, why});

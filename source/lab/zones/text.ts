/**
 * Quoted strings, or one without quotes; what exceeds the 255 octets of a string is split (RFC 1035 section 3.3).
 * Within quotes `\X` is that character and `\DDD` an octet (section 5.1).
 */
export const readText = (data: string): {readonly data: readonly Buffer[]} | undefined => {
	const quoted = /^(?:"(?:[^"\\]|\\.)*"\s*)+$/s.test(data);
	if (data === '' || (!quoted && data.startsWith('"'))) return undefined;
	if (!quoted) return {data: split(Buffer.from(data))};
	const strings = [...data.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, inner = '']) => unescaped(inner));
	return strings.includes(undefined) ? undefined : {data: strings.flatMap(string => split(string as Buffer))};
};

/** Nothing when an octet has a number above 255. */
const unescaped = (inner: string): Buffer | undefined => {
	const pieces = [...inner.matchAll(/\\(\d{3})|\\(.)|[^\\]+/gs)];
	if (pieces.some(([, octet]) => Number(octet ?? 0) > 255)) return undefined;
	return Buffer.concat(
		pieces.map(([piece, octet, character]) =>
			octet === undefined ? Buffer.from(character ?? piece) : Buffer.from([Number(octet)]),
		),
	);
};

const split = (all: Buffer): Buffer[] => {
	const count = Math.max(1, Math.ceil(all.length / 255));
	return Array.from({length: count}, (_, index) => all.subarray(index * 255, index * 255 + 255));
};

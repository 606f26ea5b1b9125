/** A text, and whether its octets are that text as mail has it, so that a mail may be read from them; not so for UTF-16. */
export type Decoded = {readonly text: string; readonly isPlain: boolean};

/** The text that somebody saved: UTF-8, UTF-16 as Windows writes it, or else Latin-1. */
export const decoded = (octets: Uint8Array): Decoded => {
	const wide = wideEncoding(octets);
	return wide === undefined
		? {text: narrow(octets), isPlain: true}
		: {text: new TextDecoder(wide).decode(octets), isPlain: false};
};

/** By its mark, or without one: every other octet of an English beginning is zero. */
const wideEncoding = (octets: Uint8Array): 'utf-16le' | 'utf-16be' | undefined => {
	const [first, second] = octets;
	if (first === 0xff && second === 0xfe) return 'utf-16le';
	if (first === 0xfe && second === 0xff) return 'utf-16be';
	const some = octets.subarray(0, 200);
	if (some.length < 8 || some.length % 2 !== 0) return undefined;
	const isZero = (odd: 0 | 1): boolean => some.every((octet, index) => (index % 2 === odd) === (octet === 0));
	return isZero(1) ? 'utf-16le' : isZero(0) ? 'utf-16be' : undefined;
};

/** A cut may have gone through a character. */
const narrow = (octets: Uint8Array): string => {
	try {
		return new TextDecoder('utf-8', {fatal: true}).decode(octets, {stream: true});
	} catch {
		return new TextDecoder('latin1').decode(octets);
	}
};

const word = /=\?([\w:.+-]{1,40})(?:\*[\w-]{1,20})?\?([bq])\?([^?\s]*)\?=/gi;
const mostDecoders = 50;
type Decoder = InstanceType<typeof TextDecoder>;
const decoders = new Map<string, Decoder | undefined>();

/** A value of a header field with its encoded words decoded (RFC 2047); what cannot be decoded stays as it is. */
export const withoutEncodedWords = (value: string): string => {
	if (!value.includes('=?')) return value;
	// Blanks between two encoded words belong to neither (section 6.2).
	const text = value.replaceAll(/\?=[ \t\r\n]+=\?/g, '?==?');
	let shown = '';
	let end = 0;
	/** Characters may be cut in two at the border of two words, so octets of one charset are decoded together. */
	let run: {readonly charset: string; readonly octets: Buffer[]; readonly from: number} | undefined;
	const flush = () => {
		if (run) shown += decoderOf(run.charset)?.decode(Buffer.concat(run.octets)) ?? text.slice(run.from, end);
		run = undefined;
	};
	for (const match of text.matchAll(word)) {
		const [whole, name = '', encoding = '', body = ''] = match;
		const charset = name.toLowerCase();
		if (match.index > end || run?.charset !== charset) flush();
		shown += text.slice(end, match.index);
		run ??= {charset, octets: [], from: match.index};
		run.octets.push(/b/i.test(encoding) ? Buffer.from(body, 'base64') : quoted(body));
		end = match.index + whole.length;
	}
	flush();
	return shown + text.slice(end);
};

const quoted = (body: string): Buffer =>
	Buffer.from(
		body
			.replaceAll('_', ' ')
			.replaceAll(/=([0-9A-F]{2})/gi, (_all, octet: string) =>
				String.fromCharCode(Number.parseInt(octet, 16)),
			),
		'latin1',
	);

const decoderOf = (charset: string): Decoder | undefined => {
	if (decoders.has(charset)) return decoders.get(charset);
	let decoder: Decoder | undefined;
	try {
		decoder = new TextDecoder(charset);
	} catch {
		decoder = undefined;
	}
	if (decoders.size < mostDecoders) decoders.set(charset, decoder);
	return decoder;
};

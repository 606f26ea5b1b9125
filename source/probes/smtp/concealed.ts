/** One form in which a secret may be sent back. Only its characters `from` up to `to` tell something of the secret. */
export type Form = {readonly text: string; readonly from: number; readonly to: number};

/**
 * Every form in which a server may send a secret back, whole, in part or inside of what was made of it (`responses`, each
 * in base64, as they were sent).
 */
export const concealed = (secret: string, responses: readonly string[]): readonly Form[] => {
	if (secret === '') return [];
	const texts = [
		secret,
		// As it is read on a line that is not UTF-8, and backwards.
		Buffer.from(secret).toString('latin1'),
		[...secret].reverse().join(''),
		quoted(secret),
		encodeURIComponent(secret.toWellFormed()),
		...[0, 1, 2].map(before => insideBase64(secret, before)),
	];
	const forms = [...responses.map(response => around(secret, response)), ...texts.map(whole)];
	const ofEitherAlphabet = forms.flatMap(form => [
		form,
		{...form, text: form.text.replaceAll('+', '-').replaceAll('/', '_')},
	]);
	return [...new Map(ofEitherAlphabet.map(form => [form.text, form])).values()];
};

/** As it stands in a quoted string, of which IMAP sends one (RFC 3501 section 4.3). */
const quoted = (text: string): string => text.replace(/["\\]/g, '\\$&');

/** Characters of a text that is looked for in other writings as well. */
const longestRewritten = 256;

/** What a caught message tells, in the forms in which a server may quote it; the host of a link is no secret. */
export const concealedOfCaught = (texts: readonly string[]): readonly Form[] => {
	const forms = texts.flatMap(text => {
		const origin = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*[/?#]?/i.exec(text)?.[0];
		if (origin === undefined) return text.length > longestRewritten ? [whole(text)] : concealed(text, []);
		const [link, from] = [text, origin].map(one => encodeURIComponent(one.toWellFormed())) as [
			string,
			string,
		];
		return [
			{text, from: origin.length, to: text.length},
			{text: link, from: from.length, to: link.length},
		];
	});
	return [...new Map(forms.map(form => [form.text, form])).values()];
};

const whole = (text: string): Form => ({text, from: 0, to: text.length});

/** Bits that one character of base64 stands for. */
const bits = 6;

/** What of a text stays the same in base64, whatever stands around it, when so many octets come before it. */
const insideBase64 = (text: string, before: number): string => {
	const octets = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
	return octets
		.toString('base64')
		.slice(Math.ceil((before * 8) / bits), Math.floor((octets.length * 8) / bits));
};

/** The secret stands last in every response, so that a name which is the same is not taken for it. */
const around = (secret: string, response: string): Form => {
	const at = Buffer.from(response, 'base64').lastIndexOf(secret);
	if (at < 0) return whole(response);
	const end = at + Buffer.byteLength(secret);
	return {text: response, from: Math.floor((at * 8) / bits), to: Math.ceil((end * 8) / bits)};
};

/**
 * What of a text stays the same in base64, whatever stands around it, when so many octets come before it: a server may
 * send back a whole login (RFC 4954 section 4).
 */
const base64After =
	(text: string) =>
	(before: number): string => {
		const octets = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
		return octets.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((octets.length * 8) / 6));
	};

/** Every form in which a server may send a secret back, or what was made of it (`said`). */
export const concealed = (secret: string, said: readonly string[]): readonly string[] => {
	const forms = [
		...said,
		secret,
		encodeURIComponent(secret.toWellFormed()),
		...[0, 1, 2].map(base64After(secret)),
	];
	return [...new Set(forms.flatMap(form => [form, form.replaceAll('+', '-').replaceAll('/', '_')]))];
};

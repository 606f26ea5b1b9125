import {mask} from '../../core/transcript/secrets.ts';

/** Forms of fewer characters are not searched for: they would be found in every second word. */
const shortest = 4;
/** Different forms that one session may have; a password has about ten. */
const mostForms = 400;

/** Every form in which a text can turn up again, in small letters: itself, misread, in a URL, and inside of base64. */
export const formsOf = (secret: string): readonly string[] => {
	const octets = Buffer.from(secret);
	const encoded = [octets.toString('base64'), ...[0, 1, 2].map(before => insideBase64(octets, before))];
	const forms = [
		secret,
		octets.toString('latin1'),
		encodeURIComponent(secret.toWellFormed()),
		...encoded,
		...encoded.map(form => form.replaceAll('+', '-').replaceAll('/', '_')),
	];
	return [...new Set(forms.map(small))].filter(form => form.length >= shortest);
};

/** Bits that one character of base64 stands for. */
const bits = 6;

/** What stays the same in base64, whatever stands around it, when so many octets come before it. */
const insideBase64 = (octets: Buffer, before: number): string =>
	Buffer.concat([Buffer.alloc(before), octets])
		.toString('base64')
		.slice(Math.ceil((before * 8) / bits), Math.floor(((before + octets.length) * 8) / bits));

/** As long as it was, unlike what `toLowerCase` may give. */
const small = (text: string): string => text.replaceAll(/[A-Z]+/g, letters => letters.toLowerCase());

/** Takes the secrets of one session out of every text of it, whatever the case of its letters. */
export class Cover {
	private forms: readonly string[];

	/** `known`: forms of secrets that may turn up before anybody sends them. */
	constructor(known: readonly string[]) {
		this.forms = known;
	}

	/** Whether anything new is to be searched for from now on. */
	learn(secrets: readonly string[]): boolean {
		const fresh = secrets.flatMap(formsOf).filter(form => !this.forms.includes(form));
		if (fresh.length === 0 || this.forms.length >= mostForms) return false;
		this.forms = [...this.forms, ...fresh].slice(0, mostForms).toSorted((a, b) => b.length - a.length);
		return true;
	}

	hide(text: string): string {
		if (this.forms.length === 0) return text;
		let shown = text;
		let where = small(text);
		for (const form of this.forms)
			for (let at = where.indexOf(form); at >= 0; at = where.indexOf(form, at + mask.length)) {
				shown = shown.slice(0, at) + mask + shown.slice(at + form.length);
				where = where.slice(0, at) + mask + where.slice(at + form.length);
			}
		return shown;
	}
}

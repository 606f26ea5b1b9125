import {mask} from './transcript/secrets.ts';

/** The secrets of one vault, in every form in which they may stand in a text. */
type Forms = () => readonly string[];

/** Every vault that this process has opened: whatever is thrown may hold a secret of any of them. */
const opened = new Set<Forms>();

/** From now on nothing that is thrown is told with one of these in it. */
export const keepOut = (forms: Forms): void => void opened.add(forms);

/** A text without any of these. The longest go first: of a secret that begins with another one, the rest would stay. */
export const without = (text: string, forms: readonly string[]): string =>
	forms
		.toSorted((a, b) => b.length - a.length)
		.reduce((clean, form) => (form === '' ? clean : clean.replaceAll(form, mask)), text);

/** A text without any secret that this process was given, whichever case it was for. It has to be whole: of a secret that was cut in two, nothing is found. */
export const withoutAnySecret = (text: string): string =>
	without(
		text,
		[...opened].flatMap(forms => forms()),
	);

/** The message of whatever was thrown, without any secret; never throws. */
export const wordsOf = (thrown: unknown): string => {
	try {
		return withoutAnySecret(thrown instanceof Error ? thrown.message : String(thrown));
	} catch {
		return 'something was thrown that cannot be shown';
	}
};

/** Causes of causes that are looked at. */
const deepest = 5;

/**
 * The same error, of its own class, with every secret taken out of its message, its stack and its causes; what is no error,
 * or cannot be changed and holds one, becomes an error that says the same without it.
 */
export const withoutSecrets = (thrown: unknown, depth = 0): unknown => {
	try {
		if (!(thrown instanceof Error)) {
			const text = String(thrown);
			const clean = withoutAnySecret(text);
			return clean === text ? thrown : new Error(clean);
		}
		const {message, stack = ''} = thrown;
		const [said, traced] = [withoutAnySecret(message), withoutAnySecret(stack)];
		if (said !== message) thrown.message = said;
		if (traced !== stack) thrown.stack = traced;
		if (thrown.cause !== undefined && depth < deepest) {
			const cause = withoutSecrets(thrown.cause, depth + 1);
			if (cause !== thrown.cause) thrown.cause = cause;
		}
		return thrown;
	} catch {
		return new Error(wordsOf(thrown));
	}
};

import {withoutAnySecret, withoutSecrets} from '../core/any-secret.ts';
import {printableLines} from '../core/printable.ts';

/** Characters of a stack that are told. */
const longest = 4000;

/** What is left of a mistake of ours, for a report: safe to print, and without any secret that this process was given. */
export const faultText = (thrown: unknown): string =>
	`lostmail: this is our fault: ${printableLines(traceOf(thrown)).slice(0, longest)}\n`;

/** Secrets go first: of one that is escaped or cut in two, nothing would be found. */
const traceOf = (thrown: unknown): string => {
	try {
		return withoutAnySecret(
			thrown instanceof Error ? (thrown.stack ?? `${thrown.name}: ${thrown.message}`) : String(thrown),
		);
	} catch {
		return 'something was thrown that cannot be shown';
	}
};

/** The same act, whose failure is told on a screen: no secret is in what it throws. */
export const cleanly =
	<Args extends readonly unknown[], Result>(act: (...args: Args) => Promise<Result>) =>
	async (...args: Args): Promise<Result> => {
		try {
			return await act(...args);
		} catch (error) {
			throw withoutSecrets(error);
		}
	};

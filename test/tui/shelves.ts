import type {StoredCase} from '../../source/core/stored-case.ts';
import type {CaseShelf, Library, Watched} from '../../source/tui/host.ts';

/** Noon of the day on which the tests are. */
export const noon = new Date(2026, 0, 5, 12).getTime();

/** A case on disk whose cause was found, by its number; the higher, the longer ago. */
export const stored = (number: number, more: Partial<StoredCase> = {}): StoredCase => ({
	id: number.toString(16).padStart(6, '0'),
	file: `/home/me/cases/${number}.ndjson`,
	playbook: {name: 'smtp-settings', title: 'Settings of outgoing mail'},
	openedAt: noon - number * 60_000 - 1000,
	lastAt: noon - number * 60_000,
	verdict: 'diagnosed',
	diagnosis: {cause: 'auth.app-password-needed', text: 'The server accepts only an app password.'},
	...more,
});

/** The same without a verdict: it was broken off. */
export const unfinished = (number: number): StoredCase => {
	const {verdict: _, diagnosis: __, ...rest} = stored(number);
	return rest;
};

/** So many worlds, each with one fault. */
export const worlds = (count: number): Library['scenarios'] =>
	Array.from({length: count}, (_, index) => ({
		name: `smtp-fault-${index + 1}`,
		title: `Fault ${index + 1}`,
		about: `What fault ${index + 1} looks like.`,
	}));

/** A value that a test changes. */
export const watched = <T>(first: T): Watched<T> & {set(next: T): void} => {
	const listeners = new Set<() => void>();
	let value = first;
	return {
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		snapshot: () => value,
		set(next) {
			value = next;
			for (const listener of listeners) listener();
		},
	};
};

/** Cases on disk, with what was asked of them. */
export const shelfOf = (
	cases: readonly StoredCase[],
): CaseShelf & {set(next: readonly StoredCase[]): void; readonly asked: readonly string[]} => {
	const asked: string[] = [];
	const list = watched(cases);
	return {
		...list,
		asked,
		refresh: () => asked.push('refresh'),
		async remove({id}) {
			asked.push(`remove ${id}`);
			list.set(list.snapshot().filter(one => one.id !== id));
		},
	};
};

export const playbooks: Library['playbooks'] = [
	{name: 'tos-verification-code', title: 'Verification code never arrives', about: 'Finds the hop.'},
	{name: 'smtp-settings', title: 'Settings of outgoing mail', about: 'Tests a mail account.'},
];

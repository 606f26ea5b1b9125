import path from 'node:path';

/** What the name of a case file says: when the case was opened, of which playbook it is, and its id. */
export type CaseName = {
	readonly id: string;
	/** Milliseconds since 1970. */
	readonly openedAt: number;
};

const ending = '.ndjson';

/** Characters of a playbook's name that the name of a file has room for. */
const longest = 60;

/** The name of a new case file: its time, its playbook and its id of six hexadecimal digits. */
export const caseFileName = (playbook: string, openedAt: number, id: string): string => {
	const time = new Date(openedAt).toISOString().replaceAll(/[:.]/g, '-');
	return `${time}-${playbook.replaceAll(/[^\w.-]/g, '_').slice(0, longest)}-${id}${ending}`;
};

/** Reads such a name; undefined for a file that is called otherwise. Four digits were enough once. */
export const readName = (file: string): CaseName | undefined => {
	const [, day, hour, minute, second, rest, id] =
		/^(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-(\d{3})Z-[^/]*-([0-9a-f]{4}|[0-9a-f]{6})\.ndjson$/.exec(
			path.basename(file),
		) ?? [];
	if (id === undefined) return undefined;
	const openedAt = Date.parse(`${day}T${hour}:${minute}:${second}.${rest}Z`);
	return Number.isNaN(openedAt) ? undefined : {id, openedAt};
};

/** By what a case file is called on the command line: its id, else its name. */
export const idOf = (file: string): string => readName(file)?.id ?? path.basename(file, ending);

export const isCaseName = (name: string): boolean => name.endsWith(ending) && name.length > ending.length;

/** Beside a case file, while it is open: who has it open, and what is held back. */
export const lockBeside = (file: string): string => `${file}-lock`;
export const heldBeside = (file: string): string => `${file}-held`;

/** The case file beside which it is held back, or was about to be; undefined for a file that is called otherwise. */
export const caseOfHeld = (file: string): string | undefined => {
	const of = file.replace(/-held(?:-new)?$/, '');
	return of !== file && isCaseName(path.basename(of)) ? of : undefined;
};

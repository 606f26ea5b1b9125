import type {Verdict} from './event.ts';

/** A case on disk as a list shows it, read from the first and the last events of its file. Nothing in it is safe to print. */
export type StoredCase = {
	/** The shortest name that a person types: six hexadecimal digits. */
	readonly id: string;
	readonly file: string;
	readonly playbook: {readonly name: string; readonly title: string; readonly appliesTo?: string};
	/** When it was opened, and when its last event happened, in milliseconds since 1970. */
	readonly openedAt: number;
	readonly lastAt: number;
	/** Absent: it was broken off, or is still going on. */
	readonly verdict?: Verdict;
	/** What was named last: the cause's id, and its words for a support engineer. */
	readonly diagnosis?: {readonly cause: string; readonly text: string};
	/** The procedure that it led to, by its title. */
	readonly procedure?: string;
	/** The scenario of the lab that it looked at. */
	readonly scenario?: string;
	/** A process has it open. */
	readonly isOpen?: true;
	/** Why nothing of it can be told, such as a file that is no case. */
	readonly unreadable?: string;
};

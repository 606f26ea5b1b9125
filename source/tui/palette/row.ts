import type {Doors} from '../obey.ts';
import type {Situation} from '../situation.ts';

/** The keyboard and the doors, as a command may use them: a command that equals a key presses that key. */
export type Reach = {
	readonly situation: Situation;
	readonly doors: Doors;
	readonly press: (key: string, situation: Situation, doors: Doors) => void;
	readonly paste: (text: string, situation: Situation, doors: Doors) => void;
};

/** Something that may follow a command. */
export type Offer = {readonly value: string; readonly about: string};

export type PaletteRow = {
	readonly name: string;
	/** As the help writes it, in capital letters; in brackets when it may be left out. */
	readonly takes?: string;
	/** What `takes` is, such as `playbook`. Without offers any words will do. */
	readonly what?: string;
	readonly offers?: (situation: Situation) => readonly Offer[];
	readonly does: string;
	/** Why it does nothing now. */
	readonly why?: (situation: Situation, words: string) => string | undefined;
	/** `words` is one of the offers where there are some; empty where nothing was given. */
	readonly run: (words: string, reach: Reach) => void;
};

/** The command is none without what follows it. */
export const needsWords = ({takes}: PaletteRow): boolean => takes !== undefined && !takes.startsWith('[');

import type {Io} from './io.ts';

/** What is written to stderr while somebody may be typing there. */
export type Talk = {
	/** Writes at once, or as soon as nobody types any more. */
	readonly say: (text: string) => void;
	/** Keeps stderr to the typing until it is over. */
	readonly hush: <T>(typing: Promise<T>) => Promise<T>;
};

export const openTalk = ({err}: Pick<Io, 'err'>): Talk => {
	let typing = 0;
	const held: string[] = [];
	return {
		say(text) {
			if (typing > 0) held.push(text);
			else err(text);
		},
		async hush(typed) {
			typing++;
			try {
				return await typed;
			} finally {
				typing--;
				if (typing === 0) for (const text of held.splice(0)) err(text);
			}
		},
	};
};

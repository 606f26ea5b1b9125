import {useStdin} from 'ink';
import {useRef} from 'react';
import {KeyStream} from './key-stream.ts';
import type {Place} from './place.ts';

/**
 * Tells whether a key answers a question that nobody can have read, or types the word before what cannot be undone: it
 * came in one packet with a key that was pressed before that was on the screen, as a pasted text comes where a terminal
 * does not say that it is one. What ends a run (Ctrl+C), and what leaves everything as it is (Esc), is never hasty.
 */
export const hastiness = () => {
	let last: {readonly place: Place; readonly packet: number} | undefined;
	let elsewhere: number | undefined;
	return (key: string, place: Place, packet: number): boolean => {
		if (last && last.place !== place) elsewhere = last.packet;
		last = {place, packet};
		return asksFirst.includes(place) && elsewhere === packet && key !== 'ctrl+c' && key !== 'esc';
	};
};

const asksFirst: readonly Place[] = ['sure', 'guard'];

/** The same for the keys that Ink hands over one after the other; each is a packet of its own where nobody knows. */
export const useHastiness = (): ((key: string, place: Place) => boolean) => {
	const {stdin} = useStdin();
	const isHasty = useRef<ReturnType<typeof hastiness>>(undefined);
	isHasty.current ??= hastiness();
	const tell = isHasty.current;
	return (key, place) => tell(key, place, packetOf(stdin));
};

let unknown = 0;
const packetOf = (stdin: unknown): number => (stdin instanceof KeyStream ? stdin.packet : --unknown);

import {useEffect, useState} from 'react';

/** Milliseconds after the last move; a key that is held down comes sooner again. */
const rest = 250;

/**
 * Whether a selection has stayed where it is for a moment: what takes long to write to a slow terminal waits for that, and
 * a key that is held down never has it written. What is selected at first has rested.
 */
export const useRested = (selected: string | undefined): boolean => {
	const [last, set] = useState({selected, isRested: true});
	if (last.selected !== selected) set({selected, isRested: false});
	useEffect(() => {
		if (last.isRested) return;
		const timer = setTimeout(() => set({...last, isRested: true}), rest);
		return () => clearTimeout(timer);
	}, [last]);
	return last.selected === selected && last.isRested;
};

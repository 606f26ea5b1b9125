import {useAnimation} from 'ink';
import type {Theme} from '../theme.ts';

/** The mark of what runs: four frames a second, and no timer at all while nothing does. */
export const useSpinner = ({spinner}: Theme, running: boolean): string => {
	const {frame} = useAnimation({interval: 250, isActive: running});
	return spinner[frame % spinner.length] ?? '*';
};

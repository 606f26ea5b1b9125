import type {KeyRow} from './keys.ts';
import {everywhere} from './place.ts';

/** What is the same on every screen: ending what runs, drawing it all anew, and putting the program aside. */
export const programKeys: readonly KeyRow[] = [
	{keys: ['ctrl+c'], command: 'cancel', does: 'Cancel the run; quit when nothing runs', on: everywhere},
	{
		keys: ['ctrl+l'],
		command: 'repaint',
		does: 'Draw the screen anew, where something else has written on it',
		on: everywhere,
	},
	{
		keys: ['ctrl+z'],
		command: 'suspend',
		does: 'Put lostmail aside and go to the shell; typing fg there brings it back',
		on: everywhere,
		idle: ({host}) => (host.isAlone() ? 'no shell waits behind lostmail here to bring it back' : undefined),
	},
];

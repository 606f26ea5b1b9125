import type {CommandName} from '../command-name.ts';
import {type KeyRow, keyTable, whyOff} from '../keys.ts';
import type {Place} from '../place.ts';
import type {Situation} from '../situation.ts';
import type {PaletteRow, Reach} from './row.ts';

/** Where a key with this meaning can be pressed: on this screen, else on the run of the case. */
type Stand = {readonly row: KeyRow; readonly place: Place};

const standOf = (command: CommandName, {drawn, desk, bench}: Situation): Stand | undefined => {
	const rows = keyTable.filter(row => row.command === command);
	const here = rows.find(({on}) => on.includes(drawn));
	if (here) return {row: here, place: drawn};
	const there = desk && bench.manner === 'desk' ? rows.find(({on}) => on.includes('run')) : undefined;
	return there && {row: there, place: 'run'};
};

/** Why the key of this command would do nothing now, in the words of the key table. */
export const whyNoKey = (command: CommandName, situation: Situation): string | undefined => {
	const stand = standOf(command, situation);
	if (stand) return whyOff(stand.row, situation);
	const [row] = keyTable.filter(known => known.command === command);
	return row?.idle?.(situation) ?? whyNotHere(situation);
};

/** Why nothing of a case can be asked for. */
export const whyNotHere = ({desk, bench, ui}: Situation): string | undefined => {
	if (desk && bench.manner === 'guide') return 'the guide shows one thing at a time; :desk shows everything';
	if (desk) return 'not on this screen';
	return ui.at.place === 'sink' ? 'this is a sink, not a case' : 'no case is open in this tab';
};

/** Why nothing of the case on the desk can be looked at; undefined when it can. */
export const whyNoDesk = (situation: Situation): string | undefined =>
	situation.desk && situation.bench.manner === 'desk' ? undefined : whyNotHere(situation);

/** To the desk of the case, from whatever lies over it. */
export const toDesk = ({situation: {ui, drawn}, doors}: Reach) => {
	if (ui.catching) doors.dispatch({type: 'caught.left'});
	if (overDesk.includes(drawn)) doors.dispatch({type: 'desk.shown'});
};

const overDesk: readonly Place[] = ['choice', 'text', 'between'];

/** Presses the key that has this meaning. */
export const pressKey = (command: CommandName, reach: Reach) => {
	const {situation, doors, press} = reach;
	const stand = standOf(command, situation);
	const key = stand?.row.keys[0];
	if (!stand || key === undefined) return;
	if (stand.place !== situation.drawn) toDesk(reach);
	press(key, {...situation, place: stand.place, drawn: stand.place}, doors);
};

/** A command that is a key by another name. */
export const keyed = (
	name: string,
	does: string,
	command: CommandName,
): Pick<PaletteRow, 'name' | 'does' | 'why' | 'run'> => ({
	name,
	does,
	why: situation => whyNoKey(command, situation),
	run: (_, reach) => pressKey(command, reach),
});

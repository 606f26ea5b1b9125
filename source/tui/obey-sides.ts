import type {Doors} from './obey.ts';
import {pageOf} from './page.ts';
import type {Situation} from './situation.ts';
import {sideOf, sides} from './views/finding-lines.ts';

/** Another side of the finding: the one with this number, else the one after or before. */
export const turnSide = (key: string, situation: Situation, doors: Doors) => {
	const {ui} = situation;
	const {dispatch} = doors;
	const at = sides.indexOf(sideOf(ui));
	const wanted = /^[1-4]$/.test(key) ? Number(key) - 1 : at + (key === 'shift+tab' ? -1 : 1);
	const side = sides[(wanted + sides.length) % sides.length] ?? 'sentence';
	if (side === 'transcript') return showTranscript(situation, doors);
	if (ui.screen !== 'step') dispatch({type: 'screen.shown', screen: 'step'});
	dispatch({type: 'view.shown', view: side});
};

/** Rows of a conversation that are looked through for a refusal: nobody waits for more. */
const mostRead = 1200;

/** The conversation, from where this step was refused first; from its top where it was not. */
export const showTranscript = (situation: Situation, {dispatch}: Doors) => {
	dispatch({type: 'screen.shown', screen: 'transcript'});
	const {laying} = pageOf({
		...situation,
		drawn: 'transcript',
		ui: {...situation.ui, screen: 'transcript', scroll: 0},
	});
	const rows = laying.slice(0, mostRead);
	const own = rows.findIndex(row => row.some(({text}) => text.includes('(this step)')));
	const refused = rows.findIndex(
		(row, at) => at > own && row.some(({tone, text}) => tone === 'bad' && text.trim() !== ''),
	);
	if (own >= 0 && refused > 0) dispatch({type: 'scrolled', to: Math.max(0, refused - 1)});
};

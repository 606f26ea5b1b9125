import {chosenEntry, keyOfEntry, sectionFrom, selectedIn} from './entries.ts';
import type {HomeChange, HomeCommand} from './home-ui.ts';
import type {Doors} from './obey.ts';
import type {Situation} from './situation.ts';

/** What a key of the lists of home does. */
export const obeyAtHome = (command: HomeCommand, key: string, situation: Situation, doors: Doors) => {
	const {entries, ui, cases} = situation;
	const change = (what: HomeChange) => doors.dispatch({type: 'home.changed', change: what});
	const entry = chosenEntry(situation);
	switch (command) {
		case 'open-entry':
			if (entry) doors.open(entry.choice, entry.title);
			return;
		case 'open-shelf':
			return doors.open({kind: 'shelf', name: key === 'c' ? 'cases' : 'lab'}, '');
		case 'leave-shelf':
			return change(
				ui.home.filter.text === '' ? {type: 'shelf.shown', shelf: 'home'} : {type: 'filter.dropped'},
			);
		case 'section': {
			const at = sectionFrom(entries, selectedIn(entries, ui.home), key === 'tab' ? 1 : -1);
			const there = entries[at];
			return there && change({type: 'row.picked', selected: at, key: keyOfEntry(there)});
		}
		case 'remove-case':
			if (!entry) return;
			// What is asked about stays the one, whatever comes meanwhile.
			change({type: 'row.picked', selected: selectedIn(entries, ui.home), key: keyOfEntry(entry)});
			return doors.dispatch({type: 'overlay.opened', overlay: 'remove-case'});
		case 'refresh':
			doors.refresh();
			return doors.dispatch({
				type: 'told',
				notice: `Looking at the disk once more. So far: ${cases.length === 1 ? '1 case' : `${cases.length} cases`}.`,
			});
	}
};

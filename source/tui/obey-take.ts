import type {Doors} from './obey.ts';
import {wholeText} from './page.ts';
import type {Situation} from './situation.ts';

/** Shows all of what is looked at in the person's own pager. */
export const takeToPager = (situation: Situation, {page, dispatch}: Doors): void => {
	const text = wholeText(situation);
	if (text.trim() === '') dispatch({type: 'told', notice: 'There is nothing here for a pager.'});
	else page(text);
};

/** On the desk the command line is opened with the report most people want; enter writes it. The guide writes it at once. */
export const takeReport = ({bench, host}: Situation, {dispatch, write}: Doors): void => {
	const {name} = host.reports[0] ?? {name: 'text'};
	if (bench.manner === 'guide') write(name);
	else dispatch({type: 'palette.changed', change: {type: 'palette.opened', text: `export ${name}`}});
};

import type {Bench} from '../bench.ts';
import {clean} from '../text.ts';

/** What is asked before the guide is left, and how one comes back. */
export const leavingWords = ({
	tabs,
	at,
}: Pick<Bench, 'tabs' | 'at'>): {readonly title: string; readonly ask: string; readonly know: string} => {
	const here = tabs[at]?.ui.at;
	const open = here?.place === 'case' ? here : tabs.map(({ui}) => ui.at).find(({place}) => place === 'case');
	const id = open?.place === 'case' ? open.open.id : undefined;
	const runs = tabs.some(
		({ui}) =>
			ui.at.place === 'case' &&
			ui.at.open.session.snapshot().steps.some(({state}) => state.status === 'running'),
	);
	return {
		title: 'Leave',
		ask: 'Leave now? Your answers are kept.',
		know: [
			'To come back, type:',
			`  lostmail case resume${id === undefined ? '' : ` ${clean(id)}`} --guide`,
			...(runs ? ['What is being looked at now is looked at again then.'] : []),
			'Passwords are not kept; you would be asked for them again.',
			'y leaves, esc stays.',
		].join('\n'),
	};
};

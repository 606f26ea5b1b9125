import type {Playbook} from '../../core/playbook.ts';

/** In the lab nobody is asked what the scenario leaves open: it counts as it would where nobody is there to ask. */
export const fallbacks = ({inputs}: Playbook): Readonly<Record<string, string>> =>
	Object.fromEntries(
		inputs.flatMap(({name, kind, fallback}) =>
			fallback === undefined || kind === 'secret' ? [] : [[name, fallback]],
		),
	);

import type {Event} from '../../source/core/event.ts';
import type {Playbook} from '../../source/core/playbook.ts';
import type {World} from '../../source/core/world.ts';
import {createVault} from '../../source/engine/redact.ts';
import {tape, tapeClock} from '../../source/probes/tape.ts';
import {play} from '../engine/scene.ts';

/** The same case from its own tape: nothing is real but the playbook and what it knows. */
export const replayed = async (
	playbook: Playbook,
	log: readonly Event[],
	{knowledge, limits, version, tag}: World,
) => {
	const vault = createVault();
	const given = log.flatMap(event =>
		event.type === 'input.answered' && event.from === 'given' ? [[event.input, event.value] as const] : [],
	);
	for (const {name, kind} of playbook.inputs)
		if (kind === 'secret' && given.some(([input, value]) => input === name && value === 'given'))
			vault.set(name, '');
	const attended = log.some(({type}) => type === 'input.asked');
	const probes = tape(log);
	const {log: again} = await play(playbook, {
		knowledge,
		limits,
		version,
		tag,
		vault,
		answers: Object.fromEntries(given),
		now: tapeClock(log),
		ticks: () => 0,
		after: () => () => {},
		signal: new AbortController().signal,
		open: () => ({probes, close: () => {}}),
		...(attended ? {desk: {answer: () => {}}} : {}),
	});
	return again;
};

/** As they are written to a file. */
export const lines = (log: readonly Event[]): readonly string[] => log.map(event => JSON.stringify(event));
/** As they come back from one. */
export const stored = (log: readonly Event[]): readonly Event[] =>
	lines(log).map(line => JSON.parse(line) as Event);

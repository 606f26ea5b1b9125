import {acceptTyped} from '../../core/answers.ts';
import type {Case} from '../../core/case.ts';
import type {CaseReach} from '../../core/event.ts';
import type {Playbook} from '../../core/playbook.ts';
import {isMasked} from '../../engine/redact.ts';
import {shellWord} from './shell-word.ts';

/** The command that begins a new case with what was told in this one; no secret, and nothing that was agreed to. */
export const newRun = (playbook: Playbook, reach: CaseReach, {answers}: Case): string => {
	if (reach.scenario !== undefined) return `lostmail demo ${shellWord(reach.scenario)}`;
	const told = playbook.inputs.flatMap(input => {
		const answer = answers[input.name];
		if (!answer || answer.from === 'fallback' || input.consent) return [];
		if (input.kind === 'secret' || input.kind === 'confirmation' || isMasked(answer.value)) return [];
		const accepted = acceptTyped(input, answer.value);
		return accepted.ok ? [`--set ${shellWord(`${input.name}=${accepted.value}`)}`] : [];
	});
	const ways = [
		...reach.resolvers.map(server => `--resolver ${shellWord(server)}`),
		...reach.connectTo.map(rule => `--connect-to ${shellWord(rule)}`),
		...reach.ca.map(ca => `--ca ${shellWord(ca)}`),
		...(reach.overlay === undefined ? [] : [`--dns-overlay ${shellWord(reach.overlay)}`]),
		...(reach.offline ? ['--offline'] : []),
	];
	return ['lostmail run', shellWord(reach.playbook ?? playbook.name), ...ways, ...told].join(' ');
};

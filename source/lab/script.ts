import type {ReplyStage, ServerSettings} from './settings.ts';

/**
 * The reply that is to be said at this stage to somebody who is involved (login, sender or recipients), when its code
 * is of the wanted kind; every reply that was given counts.
 */
export type Script = (stage: ReplyStage, involved: readonly string[], wanted: RegExp) => string | undefined;

type Line = {readonly say: string; readonly for?: string | undefined; readonly first?: number | undefined};

export const createScript = (replies: ServerSettings['replies']): Script => {
	const said = new Map<Line, number>();
	const lines = new Map(
		Object.entries(replies).map(([stage, written]) => [
			stage,
			[written].flat().map((reply): Line => (typeof reply === 'string' ? {say: reply} : reply)),
		]),
	);
	return (stage, involved, wanted) => {
		const line = lines
			.get(stage)
			?.find(
				candidate =>
					wanted.test(candidate.say) &&
					(candidate.for === undefined || involved.some(name => sameName(name, candidate.for ?? ''))) &&
					(said.get(candidate) ?? 0) < (candidate.first ?? Number.POSITIVE_INFINITY),
			);
		if (!line) return undefined;
		said.set(line, (said.get(line) ?? 0) + 1);
		return line.say.trimEnd().split(/\r?\n/).join('\r\n');
	};
};

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

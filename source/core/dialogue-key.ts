import type {Evidence} from './event.ts';
import type {SmtpQuestion} from './smtp.ts';

/** What is the same for all questions of one dialogue, whatever stage they are about (see `SmtpQuestion`). */
export const dialogueKey = ({question}: Pick<Evidence, 'question'>): string => {
	const {stage: _, tag: __, ...plan} = (question ?? {}) as Partial<SmtpQuestion>;
	return JSON.stringify(Object.entries(plan).toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

import {formatProblem} from '../../playbook/problem.ts';
import {proofProblem, prove} from '../../playbook/prove.ts';
import {readKnowledge, readPlaybookFile} from '../house.ts';
import {exitCodes, type Io, UsageError} from '../io.ts';

/** `lostmail playbook lint`: mistakes with their place, then what the tables leave open, with a case that shows it. */
export const lint = async (names: readonly string[], io: Io): Promise<number> => {
	const knowledge = await readKnowledge();
	const told: string[] = [];
	for (const name of names) {
		try {
			const {playbook, document, source} = await readPlaybookFile(name, knowledge);
			for (const proof of prove(playbook, knowledge))
				told.push(formatProblem(proofProblem(document, playbook, proof), source));
		} catch (error) {
			if (!(error instanceof UsageError)) throw error;
			told.push(error.message);
		}
	}
	const clean = told.length === 0;
	io.out(
		clean
			? `${names.join(', ')}: no mistakes, and every case has a safe route.\n`
			: `${told.join('\n').trimEnd()}\n`,
	);
	return clean ? exitCodes.healthy : exitCodes.usage;
};

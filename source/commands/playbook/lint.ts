import {prove} from '../../playbook/prove.ts';
import {readKnowledge, readPlaybook} from '../house.ts';
import {exitCodes, type Io, UsageError} from '../io.ts';

/** `lostmail playbook lint`: mistakes with their place, then what the tables leave open, with a case that shows it. */
export const lint = async (names: readonly string[], io: Io): Promise<number> => {
	const knowledge = await readKnowledge();
	let code: number = exitCodes.healthy;
	for (const name of names) {
		try {
			const playbook = await readPlaybook(name, knowledge);
			for (const {kind, message, counterExample, where} of prove(playbook, knowledge)) {
				code = exitCodes.usage;
				const place = where.row === undefined ? where.table : `${where.table} row ${where.row + 1}`;
				const example = Object.entries(counterExample).map(([key, value]) => `${key}=${value}`);
				io.out(`${name}: ${place}: ${message} [${kind}]\n`);
				if (example.length > 0) io.out(`  such as ${example.join(' ')}\n`);
			}
		} catch (error) {
			if (!(error instanceof UsageError)) throw error;
			code = exitCodes.usage;
			io.out(`${error.message}\n`);
		}
	}
	if (code === exitCodes.healthy)
		io.out(`${names.join(', ')}: no mistakes, and every case has a safe route.\n`);
	return code;
};

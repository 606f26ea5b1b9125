import {createInterface} from 'node:readline';
import {type Io, UsageError} from '../io.ts';

/** Whether a person typed `yes` to a question; without a terminal to ask on, `--yes` has to say it. */
export const agrees = (question: string, {stdin, stderr, signal}: Io): Promise<boolean> => {
	if (!stdin.isTTY || !stderr.isTTY)
		throw new UsageError(`lostmail: nobody is here to be asked: ${question} --yes says so`);
	return new Promise(resolve => {
		const lines = createInterface({input: stdin, output: stderr});
		const leave = () => lines.close();
		signal.addEventListener('abort', leave, {once: true});
		lines.question(`${question} Type yes: `, answer => {
			resolve(answer.trim().toLowerCase() === 'yes');
			lines.close();
		});
		lines.once('SIGINT', leave);
		lines.once('close', () => {
			signal.removeEventListener('abort', leave);
			resolve(false);
		});
	});
};

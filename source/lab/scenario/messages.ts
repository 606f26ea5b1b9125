import {readdir} from 'node:fs/promises';
import {resolve} from 'node:path';
import type {Scenario, Unfound} from './schema.ts';

const folderName = 'messages';

/** The messages beside the scenarios of a folder: the absolute path of each, by what answers call it. */
export const listMessages = async (folder: string): Promise<ReadonlyMap<string, string>> => {
	try {
		const entries = await readdir(resolve(folder, folderName), {withFileTypes: true});
		return new Map(
			entries
				.filter(entry => entry.isFile())
				.map(({name}) => [`${folderName}/${name}`, resolve(folder, folderName, name)]),
		);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
		throw error;
	}
};

type Missing = {readonly path: readonly PropertyKey[]; readonly message: string};

/** The scenario with the path of each message among its answers and in its mailbox; only what was listed is found. */
export const withMessages = (
	scenario: Unfound,
	messages: ReadonlyMap<string, string>,
): {readonly scenario: Scenario; readonly missing: readonly Missing[]} => {
	const missing: Missing[] = [];
	const located = <L extends {readonly file?: string | undefined}>(letter: L, path: Missing['path']): L => {
		if (letter.file === undefined) return letter;
		const found = messages.get(letter.file);
		if (found === undefined) missing.push({path, message: `there is no file "${letter.file}"`});
		return {...letter, file: found ?? ''};
	};
	const answers = Object.entries(scenario.answers).map(([input, answer]) => {
		if (typeof answer === 'string') return [input, answer] as const;
		const found = messages.get(answer.file);
		if (found === undefined)
			missing.push({path: ['answers', input, 'file'], message: `there is no file "${answer.file}"`});
		return [input, found ?? ''] as const;
	});
	const mailbox = scenario.mailbox && {
		...scenario.mailbox,
		messages: scenario.mailbox.messages.map((letter, index) =>
			located(letter, ['mailbox', 'messages', index, 'file']),
		),
		arrives: scenario.mailbox.arrives.map((letter, index) =>
			located(letter, ['mailbox', 'arrives', index, 'file']),
		),
	};
	return {
		scenario: {...scenario, answers: Object.fromEntries(answers), ...(mailbox ? {mailbox} : {})},
		missing,
	};
};

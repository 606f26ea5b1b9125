/** What stands for a fact that a text does not tell. */
const unnamed: Readonly<Record<string, string>> = {
	host: 'the mail server',
	port: 'in use',
	user: 'the login name',
	from: 'the sender address',
	to: 'the recipient’s address',
	domain: 'the domain',
	reply: 'its reply',
	security: 'in use',
	offered: 'others',
};

/** Of a pasted text nobody knows what was typed, nor whose device has an address on file. */
const ofRuns: ReadonlyArray<readonly [said: RegExp, instead: string]> = [
	[
		/, first in what was typed here, then as "Security Email" in the user editor/g,
		', where the device has it on file',
	],
	[/, first in what was typed here, then in the address on file/g, ' in the address on file'],
];

/** A sentence of a cause, with what a text tells for its holes, and plain words for the rest. */
export const withoutHoles = (
	words: string,
	facts: Readonly<Record<string, string | undefined>> = {},
): string => {
	const filled = ofRuns
		.reduce((left, [said, instead]) => left.replaceAll(said, instead), words.replaceAll(/\s+/g, ' '))
		.replaceAll('{host}:{port}', '{host}')
		.replaceAll(/ (?:on |port )*port \{port\}/g, '')
		.replaceAll(/\{([\w-]+)\}/g, (_, hole: string) => facts[hole] ?? unnamed[hole] ?? 'it')
		.replaceAll(/\s+/g, ' ');
	return `${filled.charAt(0).toUpperCase()}${filled.slice(1)}`;
};

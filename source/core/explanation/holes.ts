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

/** A sentence of a cause, with what a text tells for its holes, and plain words for the rest. */
export const withoutHoles = (
	words: string,
	facts: Readonly<Record<string, string | undefined>> = {},
): string => {
	const filled = words
		.replaceAll('{host}:{port}', '{host}')
		.replaceAll(/ (?:on |port )*port \{port\}/g, '')
		.replaceAll(/\{([\w-]+)\}/g, (_, hole: string) => facts[hole] ?? unnamed[hole] ?? 'it')
		.replaceAll(/\s+/g, ' ');
	return `${filled.charAt(0).toUpperCase()}${filled.slice(1)}`;
};

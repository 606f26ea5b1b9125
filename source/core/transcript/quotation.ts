/**
 * Without the marks of a quoting mail or a list: where they stand before every line, or below the words of whoever quotes.
 */
export const unquoted = (lines: readonly string[]): readonly string[] => {
	const said = lines.filter(line => line !== '' && line !== '>' && line !== '-');
	const mark = (['> ', '- ', '| '] as const).find(
		prefix => said.length > 0 && said.every(line => line.startsWith(prefix)),
	);
	if (mark !== undefined) return unquoted(lines.map(line => line.slice(mark.length).trim()));
	return isQuotation(lines) ? lines.map(line => line.replace(/^(?:> ?){1,9}/, '').trim()) : lines;
};

/** Programs that mark with `>` what a client says mark as well what a server says, and what they do themselves. */
const isQuotation = (lines: readonly string[]): boolean =>
	lines.some(line => line.startsWith('>')) && !lines.some(line => /^(?:[<*{}]|===|>>> ?\S)/.test(line));

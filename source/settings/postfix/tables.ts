/** Where a table of Postfix has its content. */
export type Table =
	/** In a text file, of which Postfix reads the compiled copy or the file itself. */
	| {readonly kind: 'file'; readonly path: string}
	/** In main.cf itself: `static:NAME:PASSWORD`. */
	| {readonly kind: 'static'; readonly content: string}
	/** In a database or in patterns; whatever is written there may be a secret. */
	| {readonly kind: 'other'};

/** Tables of one parameter that are looked at. */
const mostTables = 8;

const textual = /^(?:hash|texthash|btree|lmdb|cdb|dbm|sdbm)$/i;

/** The tables that a parameter lists, separated by white space or commas outside of braces. */
export const tablesIn = (value: string): readonly Table[] =>
	(value.match(/(?:[^\s,{}]|\{[^{}]*\})+/g) ?? []).slice(0, mostTables).map(entry => {
		const [, type = '', rest = ''] = /^(?:proxy:)?([a-z]+):(.*)$/is.exec(entry) ?? [];
		if (type.toLowerCase() === 'static')
			return {kind: 'static', content: rest.replace(/^\{(.*)\}$/s, '$1').trim()};
		if (textual.test(type) && rest !== '' && !rest.includes('{')) return {kind: 'file', path: rest};
		return {kind: 'other'};
	});

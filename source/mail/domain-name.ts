/** A name as names are compared and published: lower case, U-labels as A-labels, without the last dot. */
export const asciiName = (name: string): string =>
	name
		.replace(/\.$/, '')
		.split('.')
		.map(label => (/^[!-~]*$/.test(label) ? label.toLowerCase() : asciiLabel(label)))
		.join('.');

/** The second label keeps a label of digits from being read as an IPv4 address. */
const asciiLabel = (label: string): string => {
	const url = URL.parse(`http://${encodeURIComponent(label.toWellFormed())}.invalid`);
	return url ? url.hostname.slice(0, -'.invalid'.length) : label.toLowerCase();
};

/** Whether a name is the other one or lies below it; both as `asciiName` writes them. */
export const isWithin = (name: string, parent: string): boolean =>
	name === parent || name.endsWith(`.${parent}`);

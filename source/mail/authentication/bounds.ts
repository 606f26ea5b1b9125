/** A message that is within what may be given to a verifier. */
export type Bounded = {
	readonly message: Buffer;
	readonly signatures: number;
	/** How many of them are left in the message: the topmost. */
	readonly verified: number;
};

const longestMessage = 10 * 1024 * 1024;
/** Octets, lines and fields of a header: a verifier takes its time over the product of them. */
const longestHeader = 262_144;
const mostLines = 10_000;
const mostFields = 2000;
/** Octets of all From fields, and of one signature. */
const longestFrom = 65_536;
const longestSignature = 8192;
const mostSignatures = 10;
/** Octets that are hashed for all signatures together: each may want its own canonical form of the body. */
const mostHashed = 8 * 1024 * 1024;

/**
 * A message with CRLF at the end of every line and with no more signatures than are verified; else a sentence that says
 * why it is not judged.
 */
export const boundedMessage = (octets: Buffer): Bounded | string => {
	if (octets.length > longestMessage) return notJudged('it has more than 10 MB');
	const text = octets.toString('latin1').replaceAll(/(?<!\r)\n/g, '\r\n');
	const end = text.startsWith('\r\n') ? 0 : text.indexOf('\r\n\r\n');
	const head = end < 0 ? text : text.slice(0, end);
	if (head.length > longestHeader) return notJudged('its header has more than 256 KB');
	const lines = head.split('\r\n');
	if (lines.length > mostLines) return notJudged(`its header has more than ${mostLines} lines`);
	const fields = fieldsIn(lines);
	if (fields.length > mostFields) return notJudged(`its header has more than ${mostFields} fields`);
	if (fields.filter(isNamed('from')).join('').length > longestFrom)
		return notJudged('its From has more than 64 KB');
	return chosen(fields, end < 0 ? '' : text.slice(end));
};

const notJudged = (why: string): string => `DKIM was not judged: the message is more than is read, ${why}.`;

const chosen = (fields: readonly string[], rest: string): Bounded => {
	const signatures = fields.filter(isNamed('dkim-signature'));
	const room = Math.max(1, Math.floor(mostHashed / Math.max(1, rest.length)));
	const kept = new Set(
		signatures.filter(field => field.length <= longestSignature).slice(0, Math.min(mostSignatures, room)),
	);
	const isLeft = isNamed('dkim-signature');
	let verified = 0;
	const left = fields.filter(field => {
		if (!isLeft(field)) return true;
		if (!kept.has(field) || verified === kept.size) return false;
		verified++;
		return true;
	});
	return {
		message: Buffer.from(left.join('\r\n') + rest, 'latin1'),
		signatures: signatures.length,
		verified,
	};
};

/** Each field with its folded lines. */
const fieldsIn = (lines: readonly string[]): readonly string[] => {
	const fields: string[][] = [];
	for (const line of lines) {
		const last = fields.at(-1);
		if (last && /^[ \t]/.test(line)) last.push(line);
		else fields.push([line]);
	}
	return fields.map(field => field.join('\r\n'));
};

const isNamed =
	(name: string) =>
	(field: string): boolean =>
		field.slice(0, name.length).toLowerCase() === name &&
		/^[ \t\r\n]{0,80}:/.test(field.slice(name.length, name.length + 81));

import {readVersionRecord} from './version-record.ts';

export const stsVersion = 'STSv1';

export type StsRecord =
	| {readonly is: 'record'; readonly id: string}
	| {readonly is: 'malformed'; readonly tag: string; readonly why: string};

const policyId = /^[A-Za-z0-9]{1,32}$/;

/** Reads the TXT record at `_mta-sts` that announces a policy (RFC 8461 section 3.1). */
export const readStsRecord = (text: string): StsRecord => {
	const read = readVersionRecord(stsVersion, text, 'id', value => policyId.test(value));
	if (read.is === 'malformed') return read;
	const id = read.fields.find(({name}) => name === 'id')?.value ?? '';
	return policyId.test(id)
		? {is: 'record', id}
		: {is: 'malformed', tag: 'id', why: 'it must be 1 to 32 letters and digits'};
};

export type StsPolicy = {
	readonly mode: 'enforce' | 'testing' | 'none';
	/** Seconds. */
	readonly maxAge: number;
	/** Host names in small letters, some with `*.` before them. */
	readonly mx: readonly string[];
};

export type StsPolicyFile =
	| {readonly is: 'policy'; readonly policy: StsPolicy}
	/** `line` as it stands in the file; absent where the field is missing. */
	| {readonly is: 'malformed'; readonly field: PolicyField; readonly why: string; readonly line?: string};

type PolicyField = 'version' | 'mode' | 'max_age' | 'mx';

/** Fault codes of mailauth, the field each is about, and what is right there (RFC 8461 section 3.2). */
const rules: Readonly<Record<string, readonly [PolicyField, string]>> = {
	invalid_sts_version: ['version', 'it must be STSv1'],
	invalid_sts_mode: ['mode', 'it must be enforce, testing or none'],
	invalid_sts_max_age: ['max_age', 'it must be a number of seconds, at most 31557600'],
	invalid_sts_mx: ['mx', 'it must be a host name, or *. and a domain'],
};

/** Reads a policy file, by the letter of RFC 8461 section 3.2. */
export const readStsPolicy = async (text: string): Promise<StsPolicyFile> => {
	const {default: mtaSts} = await import('mailauth/lib/mta-sts.js');
	try {
		const {mode, maxAge = 0, mx = []} = mtaSts.parsePolicy(shortened(text), {strict: true});
		return {is: 'policy', policy: {mode, maxAge, mx}};
	} catch (error) {
		const [field, why] =
			rules[(error as {code?: string}).code ?? ''] ?? (['version', 'it must be STSv1'] as const);
		const line = lineAtFault(text, field);
		return line === undefined
			? {is: 'malformed', field, why: 'it is missing'}
			: {is: 'malformed', field, why, line};
	}
};

/** No field that counts is longer; mailauth takes its time over lines of very many blanks. */
const longestLine = 1000;

const shortened = (text: string): string =>
	text
		.split('\n')
		.map(line => (line.length > longestLine ? line.slice(0, longestLine) : line))
		.join('\n');

const lineAtFault = (text: string, field: PolicyField): string | undefined => {
	const lines = text.split(/\r?\n/).filter(line => fieldOf(line).name === field);
	return field === 'mx' ? (lines.find(line => !isMxPattern(fieldOf(line).value)) ?? lines[0]) : lines[0];
};

const fieldOf = (line: string): {readonly name: string; readonly value: string} => {
	const colon = line.indexOf(':');
	return {name: line.slice(0, Math.max(0, colon)).trim().toLowerCase(), value: line.slice(colon + 1).trim()};
};

const isMxPattern = (value: string): boolean =>
	value
		.replace(/^\*\./, '')
		.split('.')
		.every(label => /^[a-z0-9-]+$/i.test(label) && !label.startsWith('-') && !label.endsWith('-'));

/** Whether a policy names this exchanger; a wildcard stands for exactly one label (RFC 8461 section 4.1). */
export const coveredBy = async (policy: StsPolicy): Promise<(host: string) => boolean> => {
	const {default: mtaSts} = await import('mailauth/lib/mta-sts.js');
	// In the mode `none` mailauth has nothing to check for.
	const asked = {mode: 'enforce' as const, mx: [...policy.mx]};
	return host => mtaSts.validateMx(host, asked).valid;
};

/** A policy as the lines of its file. */
export const policyLines = ({mode, mx, maxAge}: StsPolicy): readonly string[] => [
	`version: ${stsVersion}`,
	`mode: ${mode}`,
	...mx.map(pattern => `mx: ${pattern}`),
	`max_age: ${maxAge}`,
];

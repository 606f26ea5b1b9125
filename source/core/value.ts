import {z} from 'zod';
import {readFilterPlace} from './filter-place.ts';
import {longestPause} from './pause.ts';
import type {ValueType} from './person.ts';
import {readSinkPorts} from './sink-port.ts';

const label = /^(?![\p{M}-])[\p{L}\p{N}\p{M}_-]{1,63}(?<!-)$/u;

const isDomain = (text: string): boolean => {
	const labels = text.replace(/\.$/, '').split('.');
	return text.length <= 253 && labels.every(part => label.test(part)) && !/^\d+$/.test(labels.at(-1) ?? '');
};

const ipSchema = z.union([z.ipv4(), z.ipv6()]);
const isIp = (text: string): boolean => ipSchema.safeParse(text).success;

/**
 * A mail domain or host name: labels of letters, digits, hyphens and underscores, the last one not all digits (RFC
 * 3696 section 2); U-labels are allowed (RFC 5890).
 */
export const domain = () =>
	z
		.string()
		.refine(isDomain, {error: issue => `expected a domain such as example.org, got ${quoted(issue.input)}`});

/** A domain, or an address for the sake of its domain. */
export const domainOrAddress = () =>
	z.preprocess(raw => (typeof raw === 'string' ? raw.slice(raw.lastIndexOf('@') + 1) : raw), domain());

/** A host name or an IP address. */
export const host = () =>
	z.string().refine(text => isDomain(text) || isIp(text), {
		error: issue => `expected a host name or an IP address, got ${quoted(issue.input)}`,
	});

export const ip = () =>
	z.string().refine(isIp, {error: issue => `expected an IP address, got ${quoted(issue.input)}`});

/** TCP port; digits in a string are read as a number, because answers are typed. */
export const port = () =>
	z.preprocess(
		raw => (typeof raw === 'string' && /^\d{1,5}$/.test(raw) ? Number(raw) : raw),
		z
			.int({error: issue => `expected a port from 1 to 65535, got ${quoted(issue.input)}`})
			.min(1, {error: issue => `expected a port from 1 to 65535, got ${quoted(issue.input)}`})
			.max(65_535, {error: issue => `expected a port from 1 to 65535, got ${quoted(issue.input)}`}),
	);

/** Minutes, at most a day; digits in a string are read as a number, because answers are typed. */
export const minutes = () =>
	z.preprocess(
		raw => (typeof raw === 'string' && /^\d{1,4}$/.test(raw.trim()) ? Number(raw) : raw),
		z.custom<number>(value => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 1440, {
			error: issue => `expected minutes, from 1 to 1440, got ${quoted(issue.input)}`,
		}),
	);

const longestWait = longestPause / 60;

/** Minutes of one wait on purpose, at most half an hour; digits in a string are read as a number. */
export const waitMinutes = () =>
	z.preprocess(
		raw => (typeof raw === 'string' && /^\d{1,4}$/.test(raw.trim()) ? Number(raw) : raw),
		z.custom<number>(value => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= longestWait, {
			error: issue => `expected minutes, from 1 to ${longestWait}, got ${quoted(issue.input)}`,
		}),
	);

/** Where a sink is to listen, as `readSinkPorts` reads it. */
export const sinkPorts = () =>
	z.string().refine(written => readSinkPorts(written) !== undefined, {
		error: issue =>
			`expected ports such as 2525/starttls 2465/implicit, each once, got ${quoted(issue.input)}`,
	});

/** A mailbox as RFC 5321 section 4.1.2 spells it, without quoting; what can carry a code, not all that is legal. */
export const address = () =>
	z.string().refine(
		text => {
			const at = text.lastIndexOf('@');
			const local = text.slice(0, at);
			return (
				at > 0 &&
				local.length <= 64 &&
				/^[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}]+$/u.test(local) &&
				isDomain(text.slice(at + 1))
			);
		},
		{error: issue => `expected an e-mail address such as name@example.org, got ${quoted(issue.input)}`},
	);

/** One line of text without control characters. */
export const text = () =>
	z
		.string()
		.max(1000, {error: 'expected at most 1000 characters'})
		.regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, {error: 'expected one line without control characters'});

/** Where a spam filter listens, as `readFilterPlace` reads it. */
export const filterPlace = () =>
	z.string().superRefine((written, context) => {
		const read = readFilterPlace(written);
		if (!read.ok) context.addIssue({code: 'custom', message: read.failure});
	});

/** The path of a file that is read; its meta says `file`, so that one that is not there is told before anything is asked. */
export const filePath = () => text().min(1, {error: 'expected the path of a file'}).meta({file: true});

/** The name of a secret: the value itself is resolved inside a probe and never seen by a check. */
export const secretName = () =>
	z.string().regex(/^[a-z][a-z0-9-]*$/, {error: 'expected the name of a secret'});

const schemas: Readonly<Record<ValueType, () => z.ZodType>> = {
	text,
	address,
	host,
	port,
	domain,
	ip,
	minutes,
	'wait-minutes': waitMinutes,
	'sink-ports': sinkPorts,
	filter: filterPlace,
};

/** The complaint about a typed answer, or nothing when it is fine. */
export const complaintAbout = (type: ValueType, answer: string): string | undefined => {
	const parsed = schemas[type]().safeParse(answer);
	return parsed.success ? undefined : parsed.error.issues[0]?.message;
};

/** A value as it is shown in a complaint: quoted, and cut where it is long. */
export const quoted = (value: unknown): string => {
	const shown = JSON.stringify(value) ?? String(value);
	return shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
};

import {z} from 'zod';
import {readFilterPlace} from './filter-place.ts';
import {readSinkPorts} from './sink-port.ts';
import {
	complaint,
	isAddress,
	isDomain,
	isHost,
	isIp,
	isNumber,
	longestText,
	type NumberType,
	notOneLine,
	numberIn,
	oneLine,
	tooLong,
} from './typed-value.ts';

export {complaintAbout, quoted} from './typed-value.ts';

export const domain = () => z.string().refine(isDomain, {error: issue => complaint('domain', issue.input)});

/** A domain, or an address for the sake of its domain. */
export const domainOrAddress = () =>
	z.preprocess(raw => (typeof raw === 'string' ? raw.slice(raw.lastIndexOf('@') + 1) : raw), domain());

/** A host name or an IP address. */
export const host = () => z.string().refine(isHost, {error: issue => complaint('host', issue.input)});

export const ip = () => z.string().refine(isIp, {error: issue => complaint('ip', issue.input)});

/** TCP port; digits in a string are read as a number, because answers are typed. */
export const port = () =>
	z.preprocess(
		raw => numberIn('port', raw),
		z
			.int({error: issue => complaint('port', issue.input)})
			.min(1, {error: issue => complaint('port', issue.input)})
			.max(65_535, {error: issue => complaint('port', issue.input)}),
	);

const countOf = (type: Exclude<NumberType, 'port'>) =>
	z.preprocess(
		raw => numberIn(type, raw),
		z.custom<number>(value => isNumber(type, value), {error: issue => complaint(type, issue.input)}),
	);

/** Minutes, at most a day; digits in a string are read as a number, because answers are typed. */
export const minutes = () => countOf('minutes');

/** Minutes of one wait on purpose, at most half an hour; digits in a string are read as a number. */
export const waitMinutes = () => countOf('wait-minutes');

/** Where a sink is to listen, as `readSinkPorts` reads it. */
export const sinkPorts = () =>
	z.string().refine(written => readSinkPorts(written) !== undefined, {
		error: issue => complaint('sink-ports', issue.input),
	});

/** A mailbox as `isAddress` has it. */
export const address = () =>
	z.string().refine(isAddress, {error: issue => complaint('address', issue.input)});

/** One line of text without control characters. */
export const text = () => z.string().max(longestText, {error: tooLong}).regex(oneLine, {error: notOneLine});

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

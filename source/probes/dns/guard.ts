import {failed, type Result, success} from '../../core/result.ts';

const headerSize = 12;
const maxHops = 32;
const maxRecords = 1000;
const maxName = 255;
/** Octets read for names in one message: far above any honest one, far below what can be felt. */
const maxWork = 200_000;

/** Where names lie in the data of the types that the codec decodes: the octets before them, and how many. */
const namesIn: Readonly<Record<number, {readonly after: number; readonly count: number}>> = {
	2: {after: 0, count: 1},
	5: {after: 0, count: 1},
	6: {after: 0, count: 2},
	12: {after: 0, count: 1},
	15: {after: 2, count: 1},
	33: {after: 6, count: 1},
	46: {after: 18, count: 1},
};
const soa = 6;

/**
 * Walks a message before the codec may see it. Compression pointers must go strictly backwards and stay few,
 * lengths and counts must fit (RFC 1035 section 4.1): what is refused here could block the process for seconds.
 * The value is the data of every record, in order, as it is on the wire.
 */
export const guard = (message: Buffer): Result<readonly Buffer[], string> => {
	try {
		return success(walk(message));
	} catch (thrown) {
		const refused = thrown instanceof Error && !(thrown instanceof RangeError);
		return failed(refused ? thrown.message : 'the message ends too early');
	}
};

const refuse = (why: string): never => {
	throw new Error(why);
};

const walk = (message: Buffer): readonly Buffer[] => {
	if (message.length < headerSize) refuse('the message is shorter than its header');
	const questions = message.readUInt16BE(4);
	const records = message.readUInt16BE(6) + message.readUInt16BE(8) + message.readUInt16BE(10);
	if (questions + records > maxRecords) refuse('the message announces too many records');
	const budget = {work: 0};
	const found: Buffer[] = [];
	let at = headerSize;
	for (let index = 0; index < questions; index++) at = skipName(message, at, budget, 'exact') + 4;
	for (let index = 0; index < records; index++) {
		const fixed = skipName(message, at, budget, 'exact');
		const data = fixed + 10;
		at = data + message.readUInt16BE(fixed + 8);
		if (at > message.length) refuse('a record is longer than the message');
		checkData(message, message.readUInt16BE(fixed), data, at, budget);
		found.push(message.subarray(data, at));
	}
	if (at > message.length) refuse('the question is longer than the message');
	return found;
};

const checkData = (message: Buffer, type: number, start: number, end: number, budget: Budget): void => {
	const names = namesIn[type];
	if (!names) return;
	let at = start + names.after;
	for (let index = 0; index < names.count; index++)
		at = skipName(message, at, budget, type === soa ? 'any' : 'exact');
	if (at > end) refuse('a name is longer than its record');
};

type Budget = {work: number};

/**
 * Returns where the name at `start` ends. `exact` names become text in which a dot must mean the end of a label;
 * `any` lets dots pass, as the mailbox of an SOA record has them (RFC 1035 section 8).
 */
const skipName = (message: Buffer, start: number, budget: Budget, labels: 'exact' | 'any'): number => {
	let at = start;
	let end: number | undefined;
	let limit = start;
	let hops = 0;
	let size = 1;
	for (;;) {
		const length = message.readUInt8(at);
		if (length >= 0xc0) {
			const target = message.readUInt16BE(at) & 0x3fff;
			end ??= at + 2;
			if (target >= limit || target < headerSize) refuse('a compression pointer does not point backwards');
			if (++hops > maxHops) refuse('a name is a chain of compression pointers');
			limit = target;
			at = target;
		} else if (length > 63) refuse('a label has a reserved length');
		else if (length === 0) return end ?? at + 1;
		else {
			size += length + 1;
			if (size > maxName) refuse('a name is longer than 255 octets');
			if (labels === 'exact' && message.subarray(at + 1, at + 1 + length).includes(0x2e))
				refuse('a label has a dot in it');
			at += length + 1;
		}
		budget.work += 1 + (length < 64 ? length : 0);
		if (budget.work > maxWork) refuse('the names of the message are too much work');
	}
};

import {zoneLine} from '../../core/advice.ts';
import type {DnsAnswer, DnsQuestion, DnsType} from '../../core/dns.ts';
import {type Failure, isAbsence} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import type {Probe} from '../../core/probe.ts';
import {failed, type Result, success} from '../../core/result.ts';
import {wireName} from './name.ts';
import type {Assumed} from './overlay/fragment.ts';

export {type Assumed, longestFragment, readFragment} from './overlay/fragment.ts';

type Dns = Probe<DnsQuestion, DnsAnswer>;

/** How many aliases one after another are followed, as without an overlay. */
const maxAliases = 32;

/**
 * Answers as if these records were published: a name and type that has records here is answered from here alone,
 * and an alias here leads every type of its name on, be it to here or to the network. Aliases of the network lead
 * here as well. Everything else is asked of `dns`, and so is, untouched, what a named server holds itself
 * (`server` with `recursion: 'none'`): a comparison of servers is to show what is published.
 */
export const overlaid = (dns: Dns, records: readonly Assumed[]): Dns => {
	if (records.length === 0) return dns;
	const overlay = overlayOf(records);
	return async (question, signal) => {
		const name = wireName(question.name);
		if (!name.ok || (question.server !== undefined && question.recursion === 'none'))
			return dns(question, signal);
		return answer(
			{question, dns, overlay, signal},
			{name: name.value || '.', aliases: [], asked: question.name},
		);
	};
};

type Overlay = {
	find(name: string, type: DnsType): readonly Assumed[];
	/** Whether the name, or one below it, has a record of any type. */
	has(name: string): boolean;
};

const overlayOf = (records: readonly Assumed[]): Overlay => {
	const sets = Map.groupBy(records, ({name, type}) => `${name} ${type}`);
	const names = new Set(
		records.flatMap(({name}) => name.split('.').map((_, index, labels) => labels.slice(index).join('.'))),
	);
	return {find: (name, type) => sets.get(`${name} ${type}`) ?? [], has: name => names.has(name)};
};

type Task = {
	readonly question: DnsQuestion;
	readonly dns: Dns;
	readonly overlay: Overlay;
	readonly signal: AbortSignal;
};

/** How far an answer has come: the name that is looked up now, and by which aliases. */
type Way = {
	readonly name: string;
	/** The name as the network is asked for it. */
	readonly asked: string;
	readonly aliases: readonly string[];
};

const answer = async (task: Task, way: Way): Promise<Result<DnsAnswer, Failure>> => {
	const passed = new Set(way.aliases.map(keyOf));
	if (passed.size < way.aliases.length) return failed({code: 'no-data', detail: endless(task.question, way)});
	if (passed.size > maxAliases) return failed({code: 'malformed', detail: endless(task.question, way)});
	const here = await fromHere(task, way);
	if (here) return here;
	const heard = await task.dns({...task.question, name: way.asked}, task.signal);
	if (heard.ok) {
		const turn = heard.value.aliases.findIndex(alias => leads(task, keyOf(alias)));
		if (turn >= 0) return onwards(task, way, heard.value.aliases.slice(0, turn + 1));
		return success(
			way.aliases.length === 0
				? heard.value
				: {...heard.value, aliases: [...way.aliases, ...heard.value.aliases], authenticated: false},
		);
	}
	if (!isAbsence(heard.failure)) return heard;
	const alias = await danglingAlias(task, way);
	if (alias.ok) return onwards(task, way, [alias.value]);
	if (!isAbsence(alias.failure)) return alias;
	const isThere = heard.failure.code === 'no-such-name' && task.overlay.has(way.name);
	return isThere ? failed(emptyName(task.question, way)) : heard;
};

const onwards = (task: Task, way: Way, aliases: readonly string[]): Promise<Result<DnsAnswer, Failure>> => {
	const target = aliases.at(-1) ?? way.name;
	return answer(task, {name: keyOf(target), asked: target, aliases: [...way.aliases, ...aliases]});
};

/** A name as the records here have it. */
const keyOf = (name: string): string => name.toLowerCase().replace(/(?<=.)\.$/, '');

const leads = ({overlay, question: {type}}: Task, name: string): boolean =>
	overlay.find(name, type).length > 0 || overlay.find(name, 'CNAME').length > 0;

const fromHere = async (task: Task, way: Way): Promise<Result<DnsAnswer, Failure> | undefined> => {
	const records = task.overlay.find(way.name, task.question.type);
	if (records.length > 0)
		return success({
			server: 'overlay',
			protocol: 'overlay',
			records,
			aliases: way.aliases,
			authenticated: false,
			tries: 0,
			dropped: [],
		});
	const [alias] = task.overlay.find(way.name, 'CNAME');
	return alias && onwards(task, way, [alias.data]);
};

/**
 * The published alias of a name whose target is not published: without an overlay that is all there is to know, with
 * one the target may stand there. The operating system does not tell its aliases.
 */
const danglingAlias = async (
	{dns, question: {ask, ...question}, signal}: Task,
	{asked}: Way,
): Promise<Result<string, Failure>> => {
	if (ask === 'system' || question.type === 'CNAME') return failed({code: 'no-data'});
	const heard = await dns({...question, name: asked, type: 'CNAME'}, signal);
	if (!heard.ok) return heard;
	const [alias] = heard.value.records;
	return alias ? success(alias.data) : failed({code: 'no-data'});
};

const endless = ({name}: DnsQuestion, {aliases}: Way): string =>
	printable(`${name} is an alias that leads to no end (by ${aliases.at(-1)}).`);

const emptyName = ({name, type}: DnsQuestion, way: Way): Failure => ({
	code: 'no-data',
	detail: printable(
		`${way.name === keyOf(name) ? name : `${way.name}, which ${name} is an alias of,`} has no ${type} record, neither published nor assumed.`,
	),
});

/** One line for each set of records that is assumed, such as `example.org. TXT "v=spf1 -all" (from FILE, not published)`. */
export const assumedLines = (records: readonly Assumed[], from: string): readonly string[] =>
	[...Map.groupBy(records, ({name, type}) => `${name} ${type}`).values()].map(set => {
		const [first, ...others] = set.map(({name, type, data, priority}) =>
			zoneLine(name === '.' ? '' : name, type, fileData(type, data, priority)),
		);
		const head = `${set[0]?.name === '.' ? '' : set[0]?.name}. ${set[0]?.type} `;
		return printable(
			`${[first, ...others.map(line => line.slice(head.length))].join(', ')} (from ${from}, not published)`,
		);
	});

/** Data as in a zone file: host names are absolute, the priority goes first. */
const fileData = (type: DnsType, data: string, priority: number | undefined): string => {
	const dotted = (name: string) => (name === '.' ? name : `${name}.`);
	switch (type) {
		case 'MX':
			return `${priority} ${dotted(data)}`;
		case 'SRV':
			return `${priority} ${data.replace(/[^ .]$/, '$&.')}`;
		case 'CNAME':
		case 'NS':
		case 'PTR':
			return dotted(data);
		case 'SOA':
			return data.replace(/^(\S+) (\S+)/, (_, one: string, two: string) => `${dotted(one)} ${dotted(two)}`);
		case 'A':
		case 'AAAA':
		case 'TXT':
		case 'TLSA':
		case 'DS':
		case 'DNSKEY':
			return data;
	}
};

import type {ImapFlow} from 'imapflow';
import type {Quota} from '../../core/imap.ts';
import type {Visit} from './door.ts';
import type {Session} from './login.ts';
import {codeOf, refusalIn} from './stop.ts';
import {type Body, inMailbox} from './tour.ts';

const longestAnswer = 262_144;
/** Roots that are told, and of which is asked again where the server names them alone. */
const most = 20;

/** What the inbox may hold and holds (RFC 9208); nothing of it where the server does not tell. */
export const quota = async (visit: Visit): Promise<Body> => {
	const session = await visit.session();
	return inMailbox(visit, session, () => ask(session));
};

const ask = async (session: Session): Promise<Body> => {
	const {client, shown, allow} = session;
	const offered = [...client.capabilities.keys()].some(name => /^QUOTA(?:=|$)/i.test(name));
	if (!offered) return {};
	allow(longestAnswer);
	const heard: Heard = {roots: undefined, limits: new Map()};
	const refused = await say(session, heard, 'GETQUOTAROOT', 'INBOX');
	if (refused) return {stop: {stage: 'mailbox', failure: {code: 'not-permitted', detail: refused}}};
	const roots = [...new Set(heard.roots)].slice(0, most);
	for (const root of roots)
		if (!heard.limits.has(root) && /^[ -~]*$/.test(root)) await say(session, heard, 'GETQUOTA', root);
	if (heard.roots === undefined) return {};
	return {
		quota: roots.map(root => ({root: shown(root, 200), ...toldOf(heard.limits.get(root))})),
	};
};

/** What a server says of a mailbox and of the roots; of a root that it does not name for the inbox nothing is told. */
type Heard = {roots: readonly string[] | undefined; limits: Map<string, Map<string, Figures>>};
type Figures = readonly [used: unknown, limit: unknown];

/** A part of an answer as the IMAP library reads it. */
type Part = {readonly value?: unknown} | readonly Part[] | null | undefined;
type Untagged = {readonly attributes?: readonly Part[]};

/** The library's own way to say a command. What it makes of QUOTA by itself is of one root only, whichever came last. */
type Saying = {
	exec(
		command: string,
		values: readonly {readonly type: 'ATOM' | 'STRING'; readonly value: string}[],
		options: {readonly untagged: Readonly<Record<string, (untagged: Untagged) => Promise<void>>>},
	): Promise<{next(): void}>;
};

/** Asks one thing; gives why the server does not tell it, in words. */
const say = async (
	{client, shown}: Session,
	heard: Heard,
	command: 'GETQUOTAROOT' | 'GETQUOTA',
	value: string,
): Promise<string | undefined> => {
	const type = command === 'GETQUOTA' ? 'STRING' : 'ATOM';
	const untagged = {
		QUOTAROOT: async ({attributes = []}: Untagged) => hearRoots(heard, attributes),
		QUOTA: async ({attributes = []}: Untagged) => hearLimits(heard, attributes),
	};
	let code: unknown;
	const onResponse = (response: {readonly code?: string | undefined}) => {
		code = response.code;
	};
	client.once('response', onResponse);
	try {
		const {next} = await (client as ImapFlow & Saying).exec(command, [{type, value}], {untagged});
		next();
		return undefined;
	} catch (thrown) {
		if (!refusalIn(thrown, shown)) throw thrown;
		const {code: word} = codeOf(code);
		return `the server refuses to tell the quota${word === undefined ? '' : ` (${word})`}`;
	} finally {
		client.off('response', onResponse);
	}
};

const hearRoots = (heard: Heard, [mailbox, ...roots]: readonly Part[]): void => {
	if (textOf(mailbox)?.toUpperCase() !== 'INBOX') return;
	heard.roots = roots.slice(0, most).flatMap(root => textOf(root) ?? []);
};

const hearLimits = ({limits}: Heard, [named, resources]: readonly Part[]): void => {
	const root = textOf(named);
	if (root === undefined || !Array.isArray(resources)) return;
	if (!limits.has(root) && limits.size >= most * 10) return;
	const known = limits.get(root) ?? new Map<string, Figures>();
	limits.set(root, known);
	const parts: readonly Part[] = resources;
	for (let at = 0; at < parts.length; at += 3) {
		const name = textOf(parts[at])?.toUpperCase();
		if (name !== undefined) known.set(name, [textOf(parts[at + 1]), textOf(parts[at + 2])]);
	}
};

const textOf = (part: Part): string | undefined => {
	const value = part && 'value' in part ? part.value : undefined;
	if (Buffer.isBuffer(value)) return value.toString();
	return typeof value === 'string' ? value : undefined;
};

/** RFC 9208 section 5.1: STORAGE is in units of 1024 octets. */
const resources = [
	['storage', 'STORAGE', 1024],
	['messages', 'MESSAGE', 1],
] as const;

/** What is not listed has no limit; a root that nothing was said of may have any. */
const toldOf = (known: ReadonlyMap<string, Figures> | undefined): Omit<Quota, 'root'> => {
	const told: Partial<Record<'storage' | 'messages', {used: number; limit: number}>> = {};
	const untold: ('storage' | 'messages')[] = [];
	for (const [name, resource, unit] of resources) {
		const figures = known?.get(resource);
		if (known && !figures) continue;
		const [used, limit] = (figures ?? []).map(text => numberIn(text, unit));
		if (used === undefined || limit === undefined || limit === 0) untold.push(name);
		else told[name] = {used, limit};
	}
	return {...told, ...(untold.length > 0 ? {untold} : {})};
};

const numberIn = (text: unknown, unit: number): number | undefined => {
	const count = typeof text === 'string' && /^\d{1,16}$/.test(text) ? Number(text) * unit : Number.NaN;
	return Number.isSafeInteger(count) ? count : undefined;
};

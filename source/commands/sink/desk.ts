import {closeSync, openSync, rmSync, writeSync} from 'node:fs';
import path from 'node:path';
import {explainedOnce} from '../../core/explain/keyword.ts';
import {explainLines} from '../../core/explain.ts';
import type {Knowledge} from '../../core/knowledge.ts';
import type {SinkSession} from '../../core/sink.ts';
import {readMail} from '../../mail/mail.ts';
import {parseQuery, type SinkQuery} from '../../sink/query.ts';
import type {Archive} from '../../sink/store.ts';
import {beginningOf} from '../../sink/understand.ts';
import type {MessageView, SessionView, SinkDesk, SinkView} from '../../tui/console.tsx';
import {cleanly} from '../fault.ts';
import {fileTrouble} from '../file-trouble.ts';
import type {Io} from '../io.ts';
import {about} from './about.ts';
import {caughtFrom} from './desk/caught.ts';
import {silenceOf} from './desk/silence.ts';
import {warningsOf} from './notices.ts';
import type {SinkHere} from './open.ts';
import {enteredOn} from './opening.ts';
import {sinkCommandLine} from './store-file.ts';

/** Messages, and sessions, that are shown at first; twice as many whenever older ones are asked for, since all are read anew. */
const pageSize = 200;
/** Messages, and sessions, that are shown at most. */
const mostShown = 100_000;
/** Milliseconds between two looks at whether something has changed, and after it before all is read. */
const lookEvery = 250;
/** Milliseconds without another letter after which is searched for what was typed. */
const rest = 60;
/** Octets of the beginning of a message that are shown as they came. */
const mostSource = 65_536;

type Known = Pick<Knowledge, 'replies' | 'providers'>;

/** Where messages are exported to; and where the sink belongs to a case, when that began, in milliseconds since 1970. */
type Manner = {readonly folder?: string; readonly ofCase?: number};

/**
 * What the console's screen knows of a sink: it is read anew when the store says that something has changed. Of a case,
 * only what came since it began is shown, and the sink is not closed with the screen.
 */
export const deskOf = (
	here: SinkHere,
	knowledge: Known,
	io: Pick<Io, 'signal'>,
	{folder = '.', ofCase}: Manner = {},
): SinkDesk => {
	const {sink, store} = here;
	const always: SinkQuery = ofCase === undefined ? [] : [{is: 'since', at: ofCase}];
	const listeners = new Set<() => void>();
	const readings = caughtFrom(store);
	const silence = silenceOf(store);
	let query: SinkQuery = always;
	let search = '';
	let shown = pageSize;
	let seen = -1;
	let isStale = false;
	let isClosed = false;

	const read = (): SinkView => {
		const messages = store.messages(query, {most: shown + 1});
		const sessions = store.sessions(query, {most: shown + 1});
		const {messages: kept, sessions: had} = ofCase === undefined ? store.counts() : countsOf(store, always);
		const found = new Set(sessions.map(({id}) => id));
		return {
			places: sink.places,
			reach: here.settings.reach,
			addresses: here.addresses,
			certificate: here.certificate.sha256,
			...warningsOf(here),
			enter: enteredOn(here),
			...(here.settings.store === ':memory:'
				? {}
				: {file: here.settings.store, look: sinkCommandLine('list', here.settings.store)}),
			...(ofCase === undefined ? {} : {ofCase: true}),
			search,
			messages: readings.of(messages.slice(0, shown), Date.now()),
			sessions: sessions.slice(0, shown).map(silence),
			more: {messages: messages.length > shown, sessions: sessions.length > shown},
			open: sink.open().filter(({id}) => query.length === always.length || found.has(id)),
			counts: {messages: kept, sessions: had},
		};
	};
	let view = read();
	const refresh = () => {
		if (isClosed) return;
		seen = store.version();
		isStale = false;
		view = read();
		for (const listener of listeners) listener();
	};
	const unsubscribe = sink.subscribe(() => {
		isStale = true;
	});
	const timer = setInterval(() => {
		if (isStale || store.version() !== seen) refresh();
	}, lookEvery);
	timer.unref();
	seen = store.version();

	let typing: NodeJS.Timeout | undefined;
	const searched: SinkDesk['search'] = text => {
		clearTimeout(typing);
		const parsed = parseQuery(text, Date.now());
		if (!parsed.ok) {
			const {message, at, meant} = parsed.failure;
			return {
				complaint: meant === undefined ? message : `${message}; did you mean ${meant}?`,
				at: Math.max(0, at - 1),
			};
		}
		query = [...always, ...parsed.value];
		search = parsed.value.length === 0 ? '' : text;
		shown = pageSize;
		refresh();
		return undefined;
	};

	const talks = talksOf(here, knowledge);
	return {
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		snapshot: () => view,
		search: searched,
		searchSoon(text) {
			clearTimeout(typing);
			typing = setTimeout(searched, rest, text);
			typing.unref();
		},
		older() {
			if (shown >= mostShown || (!view.more.messages && !view.more.sessions)) return;
			shown = Math.min(mostShown, shown * 2);
			refresh();
		},
		oldest() {
			if (!view.more.messages && !view.more.sessions) return;
			shown = mostShown;
			refresh();
		},
		message: cleanly(id => messageOf(store, id, io)),
		authenticate: cleanly(async id => {
			const {authentication} = await about(demand(store, id), store, {check: true, resolver: []}, io);
			if (!authentication) throw new Error('nothing came of it');
			return authentication;
		}),
		session: id => (isClosed ? undefined : talks(id)),
		save: cleanly(async id => save(store, demand(store, id).id, folder)),
		remove(messages) {
			store.remove(messages);
			refresh();
		},
		async close() {
			isClosed = true;
			clearInterval(timer);
			clearTimeout(typing);
			unsubscribe();
			if (ofCase === undefined) await here.close();
		},
	};
};

/** What a case has caught is counted as far as anybody reads it. */
const mostCounted = 10_000;

const countsOf = (archive: Archive, query: SinkQuery) => ({
	messages: archive.messages(query, {most: mostCounted}).length,
	sessions: archive.sessions(query, {most: mostCounted}).length,
});

const demand = (archive: Archive, id: number) => {
	const message = archive.message(id);
	if (!message) throw new Error('it is not kept any more');
	return message;
};

const messageOf = async (archive: Archive, id: number, io: Pick<Io, 'signal'>): Promise<MessageView> => {
	const message = demand(archive, id);
	const octets = beginningOf(archive.octets(id));
	const mail = await readMail(octets);
	if (!mail.ok) throw new Error(mail.failure);
	const {header, text, seen, links, attachments, cut} = mail.value;
	const {passages, clock, dislikes} = await about(message, archive, {resolver: []}, io);
	return {
		header,
		text: text?.trim() ? text : (seen ?? ''),
		links,
		attachments,
		source: octets.toString('latin1', 0, mostSource),
		...(cut || octets.length > mostSource || message.octets > octets.length ? {cut: true} : {}),
		passages,
		clock,
		dislikes,
	};
};

/**
 * What was said, explained, once for each time that something was added: what a session has said so far is the same list
 * for as long as nothing was.
 */
const talksOf = ({sink, store}: SinkHere, {replies, providers}: Known) => {
	const explained = new WeakMap<SinkSession['exchanges'], SessionView['said']>();
	let last: SessionView | undefined;
	const explain = (session: SinkSession): SessionView => {
		const {exchanges, logins} = session;
		const user = logins.at(-1)?.user;
		const said =
			explained.get(exchanges) ??
			explainLines(exchanges, {replies, providers, ...(user === undefined ? {} : {user})}).map(
				explainedOnce(),
			);
		explained.set(exchanges, said);
		return {session, said};
	};
	return (id: number): SessionView | undefined => {
		const open = sink.open().find(one => one.id === id);
		if (open) return explain(open);
		if (last?.session.id === id) return last;
		const kept = store.session(id);
		last = kept && explain(kept);
		return last;
	};
};

/** Readable by its owner alone: there may be a code in it. */
const save = (archive: Archive, id: number, folder: string): string => {
	for (let number = 1; number <= 99; number++) {
		const file = path.resolve(folder, `m${id}${number === 1 ? '' : `-${number}`}.eml`);
		let handle: number;
		try {
			handle = openSync(file, 'wx', 0o600);
		} catch (error) {
			if ((error as {code?: string}).code === 'EEXIST') continue;
			throw new Error(`${file}: ${fileTrouble(error)}`);
		}
		try {
			for (const piece of archive.octets(id))
				for (let at = 0; at < piece.length; ) at += writeSync(handle, piece, at);
			return file;
		} catch (error) {
			rmSync(file, {force: true});
			throw new Error(`${file}: ${fileTrouble(error)}`);
		} finally {
			closeSync(handle);
		}
	}
	throw new Error(`m${id}.eml and 98 more of that name are there already`);
};

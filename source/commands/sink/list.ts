import {printable, printableJson} from '../../core/printable.ts';
import type {SinkSession} from '../../core/sink.ts';
import type {SinkQuery} from '../../sink/query.ts';
import type {Archive} from '../../sink/store.ts';
import {exitCodes, type Io} from '../io.ts';
import {countOf} from './amount.ts';
import {nothingKept, openKept, queryOf, type Read, readAll} from './read.ts';
import {sinkCommandLine} from './store-file.ts';
import {codeWords, dayTime, partiesOf, sessionLine, short} from './words.ts';

export type ListOptions = {
	readonly store?: string;
	readonly sessions?: true;
	readonly most?: string;
	readonly json?: true;
};

const usualMost = 30;
const largestMost = 10_000;

/** `lostmail sink list`: what was caught, newest first. */
export const listCaught = async (
	words: readonly string[],
	options: ListOptions,
	io: Pick<Io, 'out' | 'err'>,
): Promise<number> => {
	const most =
		options.most === undefined ? usualMost : countOf('lostmail: --most', options.most, largestMost);
	const query = queryOf(words, Date.now());
	const archive = openKept(options.store);
	if (!archive) {
		if (options.json) io.out('[]\n');
		io.err(`lostmail: ${nothingKept()}\n`);
		return exitCodes.healthy;
	}
	try {
		const found = options.sessions
			? sessionsAs(archive.sessions(query, {most}))
			: messagesAs(await readAll(archive, archive.messages(query, {most}), Date.now()), () =>
					none(archive, {query, store: options.store}),
				);
		if (options.json && !options.sessions && found.count === 0)
			io.err(`${none(archive, {query, store: options.store})}\n`);
		io.out(
			options.json ? `${printableJson(found.json, 2)}\n` : found.lines.map(line => `${line}\n`).join(''),
		);
		if (found.count === most) io.err(`These are the newest ${most}; --most N shows more.\n`);
		return exitCodes.healthy;
	} finally {
		archive.close();
	}
};

type Found = {readonly json: unknown; readonly lines: readonly string[]; readonly count: number};

const sessionsAs = (sessions: readonly SinkSession[]): Found => ({
	json: sessions,
	count: sessions.length,
	lines:
		sessions.length > 0
			? sessions.map(session => `${dayTime(session.at)}  ${sessionLine(session)}`)
			: ['No session is like that.'],
});

const messagesAs = (messages: readonly Read[], why: () => string): Found => ({
	json: messages,
	count: messages.length,
	lines: messages.length > 0 ? messages.flatMap(linesOf) : [why()],
});

/** Two lines for each: the second one holds what the person came for. */
const linesOf = (message: Read): readonly string[] => {
	const {id, at, inbox, subject, reading, standing} = message;
	const code = codeWords(reading, standing);
	const where = inbox === 'inbox' ? '' : `  [${printable(inbox)}]`;
	return [
		`m${String(id).padEnd(5)} ${dayTime(at)}  ${partiesOf(message)}${where}`,
		`       ${short(subject ?? '(no subject)')}${code === '' ? '' : `  ${code}`}`,
	];
};

/** Sessions that are counted where no message is like what was looked for. */
const mostCounted = 1000;

/** Why no message is listed, and what to ask for instead. */
const none = (
	archive: Archive,
	{query, store}: {readonly query: SinkQuery; readonly store: string | undefined},
): string => {
	const {messages, sessions} = archive.counts();
	if (query.length === 0)
		return sessions > 0
			? `No message was caught; ${sinkCommandLine('list --sessions', store)} shows who connected.`
			: 'Nothing was caught, and nobody connected.';
	const like = archive.sessions(query, {most: mostCounted}).length;
	const nothing = messages > 0 ? 'No message is like that' : 'No message was caught';
	if (like === 0) return `${nothing}.`;
	const counted =
		like === mostCounted
			? `${like} sessions and more are`
			: like === 1
				? '1 session is'
				: `${like} sessions are`;
	return `${nothing}, but ${counted}: the same with --sessions lists ${like === 1 ? 'it' : 'them'}.`;
};

import {printable, printableJson, printableLines} from '../../core/printable.ts';
import {wrapped} from '../../report/wrap.ts';
import type {Archive} from '../../sink/store.ts';
import {readKnowledge} from '../house.ts';
import {exitCodes, type Io, UsageError} from '../io.ts';
import {tryAbout} from './about.ts';
import {aboutRows, codeRows, messageRows, textRows} from './message-rows.ts';
import {trustWords} from './notices.ts';
import type {ShowKind} from './print-kinds.ts';
import {printOctets} from './print-octets.ts';
import {demandKept, idOf, type Read, readAll, textOf} from './read.ts';
import {sessionRows, transcriptRows} from './session-rows.ts';
import {sinkCommandLine} from './store-file.ts';
import {uncertainRows, whyNone} from './uncertain.ts';
import {standingRemark} from './words.ts';

export type ShowOptions = {
	readonly store?: string;
	readonly print?: ShowKind;
	readonly json?: true;
	readonly check?: true;
	readonly resolver: readonly string[];
};

/** `lostmail sink show`: everything that is known of one message or one session, or one part of it. */
export const showCaught = async (text: string, options: ShowOptions, io: Io): Promise<number> => {
	const {kind, id} = idOf(text, options.store);
	const archive = demandKept(options.store);
	try {
		return kind === 'session'
			? await showSession(id, archive, options, io)
			: await showMessage(id, archive, options, io);
	} finally {
		archive.close();
	}
};

const showSession = async (
	id: number,
	archive: Archive,
	{print, json, store}: ShowOptions,
	io: Io,
): Promise<number> => {
	const session = archive.session(id);
	if (!session)
		throw new UsageError(
			`lostmail: there is no session s${id}; ${sinkCommandLine('list --sessions', store)} names them`,
		);
	if (print !== undefined && print !== 'session')
		throw new UsageError(`lostmail: s${id} is a session, and --print ${print} is of a message`);
	if (json) io.out(`${printableJson(session, 2)}\n`);
	else {
		const transcript = transcriptRows(session, await readKnowledge());
		const lines =
			print === 'session'
				? transcript
				: [
						...sessionRows(session, trustWords(store === undefined ? {} : {store})),
						'',
						'Line by line',
						...transcript,
					];
		io.out(`${lines.join('\n')}\n`);
	}
	return exitCodes.healthy;
};

const showMessage = async (id: number, archive: Archive, options: ShowOptions, io: Io): Promise<number> => {
	const kept = archive.message(id);
	const [message] = kept ? await readAll(archive, [kept], Date.now()) : [];
	if (!message)
		throw new UsageError(
			`lostmail: there is no message m${id}; ${sinkCommandLine('list', options.store)} names them`,
		);
	if (options.print !== undefined)
		return printPart(message, archive, {part: options.print, store: options.store}, io);
	const [told, text, session] = [
		await tryAbout(message, archive, options, io),
		await textOf(archive, id),
		archive.session(message.session),
	];
	if (options.json) {
		io.out(
			`${printableJson({...message, ...(told.ok ? told.value : {unreadable: told.failure}), text, ...(session ? {transcript: session.exchanges} : {})}, 2)}\n`,
		);
		return exitCodes.healthy;
	}
	const rows = [
		...messageRows(message),
		'',
		...(uncertainRows(message.reading) ?? codeRows(message)),
		...(told.ok
			? aboutRows(told.value, message.date)
			: ['', ...wrapped(`It could not be taken apart: ${told.failure}`)]),
		...(options.check ? [] : ['', 'SPF, DKIM and DMARC are not known: --check asks DNS for them.']),
		...textRows(text),
		...(session
			? ['', `Session s${session.id}`, ...transcriptRows(session, await readKnowledge())]
			: ['', `Session s${message.session} is not kept any more.`]),
	];
	io.out(`${rows.join('\n')}\n`);
	return exitCodes.healthy;
};

const printPart = async (
	message: Read,
	archive: Archive,
	{part, store}: {readonly part: ShowKind; readonly store: string | undefined},
	io: Io,
): Promise<number> => {
	switch (part) {
		case 'code':
		case 'link':
			return printChosen(message, part, store, io);
		case 'text':
			io.out(`${printableLines(await textOf(archive, message.id)).trimEnd()}\n`);
			return exitCodes.healthy;
		case 'header':
			io.out(`${printableLines(headerOf(archive.octets(message.id))).trimEnd()}\n`);
			return exitCodes.healthy;
		case 'session':
			return showSession(message.session, archive, {print: 'session', resolver: []}, io);
		case 'raw':
			return printRaw(archive.octets(message.id), io);
	}
};

/** What is not certain is not printed, because a script would use it. */
const printChosen = (
	{id, reading, standing}: Read,
	part: 'code' | 'link',
	store: string | undefined,
	io: Io,
): number => {
	const {chosen} = reading;
	if (chosen?.kind !== part) {
		io.err(
			`lostmail: m${id}: ${whyNone(reading, part)}; ${sinkCommandLine(`show m${id}`, store)} has the whole mail\n`,
		);
		return exitCodes.inconclusive;
	}
	io.out(`${printable(chosen.value)}\n`);
	const remark = standing && standingRemark(standing);
	if (remark) io.err(`lostmail: m${id}: this ${part} is ${remark}\n`);
	return exitCodes.healthy;
};

/** Octets of a header that are shown. */
const longestHeader = 262_144;

const headerOf = (pieces: Iterable<Buffer>): string => {
	let read = Buffer.alloc(0);
	for (const piece of pieces) {
		read = Buffer.concat([read, piece]);
		const end = read.toString('latin1').search(/\r?\n\r?\n/);
		if (end >= 0) return read.subarray(0, end).toString('utf8');
		if (read.length >= longestHeader) break;
	}
	return read.subarray(0, longestHeader).toString('utf8');
};

/** Octet for octet. On a terminal they could do anything to it, so there they are refused. */
const printRaw = async (pieces: Iterable<Buffer>, {stdout, signal}: Io): Promise<number> => {
	if (stdout.isTTY)
		throw new UsageError(
			'lostmail: --print raw: what a stranger wrote may act on this terminal; send it to a file: … --print raw > mail.eml',
		);
	await printOctets(pieces, {stdout, signal});
	return exitCodes.healthy;
};

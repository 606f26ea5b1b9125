import type {Io} from '../io.ts';
import {milliseconds} from '../options.ts';
import {complaintOf} from './complaint.ts';
import {codeOf, ended} from './ending.ts';
import {gathered} from './gathered.ts';
import {openSinkHere, type SinkHere} from './open.ts';
import type {ServeOptions} from './options.ts';
import {follow, openingOf, tellJson, tellPlainly} from './printer.ts';
import {settingsOf} from './settings.ts';
import {sinkCommandLine} from './store-file.ts';

export type SinkCommandOptions = ServeOptions & {
	readonly duration?: string;
	readonly json?: true;
	readonly plain?: true;
	readonly ascii?: true;
	readonly unicode?: true;
};

/** `lostmail sink`: in the console on a terminal, else line by line until it is told to end. */
export const runSink = async (options: SinkCommandOptions, io: Io): Promise<number> => {
	const duration =
		options.duration === undefined ? undefined : milliseconds('lostmail: --duration', options.duration);
	const here = await openSinkHere(await settingsOf(options, io)).catch((error: unknown) => {
		throw complaintOf(error);
	});
	try {
		const hasConsole = io.stdin.isTTY && io.stdout.isTTY && io.env['TERM'] !== 'dumb';
		if (hasConsole && !options.plain && !options.json && duration === undefined) {
			const {openSinkScreen} = await import('../console/open.ts');
			return await openSinkScreen(here, options, io);
		}
		return await tellLines(here, {as: options.json ? 'json' : 'lines', duration}, io);
	} finally {
		await here.close();
	}
};

type Telling = {readonly as: 'json' | 'lines'; readonly duration: number | undefined};

const tellLines = async (here: SinkHere, {as, duration}: Telling, io: Io): Promise<number> => {
	const teller = as === 'json' ? tellJson : tellPlainly;
	io.out(openingOf(here, as));
	const {out, flush} = gathered(io.out);
	const following = follow(here, line => out(teller(line)));
	const reader = readerOf(io.stdout);
	await ended(AbortSignal.any([io.signal, reader.gone]), duration);
	reader.release();
	await here.sink.close();
	await following.finish();
	const counts = following.counts();
	out(teller({type: 'sink.closed', at: Date.now(), ...counts}));
	flush();
	io.err(closingOf(counts, here));
	return codeOf(io);
};

/** Whether somebody still reads what is printed: `head` reads no more than it wants. */
const readerOf = (stdout: Io['stdout']): {readonly gone: AbortSignal; release(): void} => {
	const ending = new AbortController();
	const leave = () => ending.abort();
	stdout.once('error', leave);
	return {gone: ending.signal, release: () => stdout.off('error', leave)};
};

const closingOf = (
	{sessions, messages}: {readonly sessions: number; readonly messages: number},
	{settings}: SinkHere,
): string => {
	if (settings.store === ':memory:')
		return `The sink is closed: ${counted(sessions, 'session')}, ${counted(messages, 'message')}; nothing of it is kept.\n`;
	const look =
		messages > 0
			? `${sinkCommandLine('list', settings.store)} shows them`
			: sessions > 0
				? `${sinkCommandLine('list --sessions', settings.store)} shows what came`
				: 'nobody connected';
	return `The sink is closed: ${counted(sessions, 'session')}, ${counted(messages, 'message')}; ${look}.\n`;
};

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

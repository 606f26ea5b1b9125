import type {ConsoleHost, OpenCase} from '../../tui/console.tsx';
import type {CaseChoice} from '../../tui/host.ts';
import {talkCase} from './case.ts';
import {choose} from './choose.ts';
import {type HomeChoice, homeMenu, shelfMenu} from './home-lines.ts';
import type {Manners} from './run.ts';
import {sentence} from './sentence.ts';
import {talkSink} from './sink.ts';
import type {LineTerminal} from './terminal.ts';

/** The case that somebody left last, and let go of. */
export type Left = OpenCase | undefined;

/** Milliseconds that the list of cases on disk is waited for. */
const patience = 300;

/** Offers what can be begun, and goes through it, until somebody leaves. What comes back is the last case. */
export const talkHome = async (
	host: ConsoleHost,
	terminal: LineTerminal,
	manners: Manners,
	before?: OpenCase,
): Promise<Left> => {
	let left: Left = before;
	for (;;) {
		const choice = await chosenAtHome(host, terminal);
		if (choice.kind === 'leave') return left;
		if (choice.kind === 'shelf') continue;
		if (choice.kind === 'sink') {
			if ((await talkSink(host, choice.name, terminal)) === 'leave') return left;
			continue;
		}
		const open = await opened(host, choice, terminal);
		if (open === 'left') return left;
		if (open === 'failed') continue;
		left = open;
		if ((await talkAndClose(open, host, terminal, manners)) === 'leave') return left;
	}
};

/** Goes through a case and lets go of it, whatever comes. */
export const talkAndClose = async (
	open: OpenCase,
	host: ConsoleHost,
	terminal: LineTerminal,
	manners: Manners,
): Promise<'home' | 'leave'> => {
	const tell = () => {
		const trouble = open.trouble?.snapshot();
		if (trouble) terminal.say([sentence(trouble.text)]);
	};
	tell();
	const quiet = open.trouble?.subscribe(tell);
	try {
		return await talkCase(open, host, terminal, manners);
	} finally {
		quiet?.();
		await closed(open, terminal);
	}
};

/** Whoever presses Ctrl+C does not wait for the end of it. */
const closed = async (open: OpenCase, terminal: LineTerminal): Promise<void> => {
	const over = Promise.withResolvers<void>();
	await terminal.during(Promise.race([open.close(), over.promise]), 'interrupts', ({is}) => {
		if (is === 'interrupted') over.resolve();
	});
};

const chosenAtHome = async (host: ConsoleHost, terminal: LineTerminal): Promise<HomeChoice> => {
	const {library, cases} = await readHome(host, terminal);
	const chosen = await choose(homeMenu(library, cases), terminal);
	if (chosen.is !== 'chosen') return {kind: 'leave'};
	if (chosen.value.kind !== 'shelf') return chosen.value;
	const inside = await choose(shelfMenu(chosen.value.name, library, cases), terminal);
	return inside.is === 'chosen' ? inside.value : inside.is === 'back' ? chosen.value : {kind: 'leave'};
};

/** The library when it has been read, and the cases as far as they have been. */
const readHome = async ({library, cases}: ConsoleHost, terminal: LineTerminal) => {
	const read = Promise.withResolvers<void>();
	const seen = Promise.withResolvers<void>();
	const look = () => {
		if (!library.snapshot().loading || library.snapshot().trouble !== undefined) read.resolve();
	};
	const stops = [library.subscribe(look), cases.subscribe(() => seen.resolve())];
	cases.refresh();
	const timer = setTimeout(() => seen.resolve(), patience);
	look();
	try {
		await terminal.during(Promise.all([read.promise, seen.promise]), 'interrupts', () => {
			read.resolve();
			seen.resolve();
		});
		return {library: library.snapshot(), cases: cases.snapshot()};
	} finally {
		clearTimeout(timer);
		for (const stop of stops) stop();
	}
};

/** Opens it; whoever does not want to wait for that leaves it to be closed when it is open. */
const opened = async (
	host: ConsoleHost,
	choice: CaseChoice,
	terminal: LineTerminal,
): Promise<OpenCase | 'failed' | 'left'> => {
	const over = Promise.withResolvers<'left'>();
	const opening = host.open(choice);
	try {
		const open = await terminal.during(Promise.race([opening, over.promise]), 'interrupts', () =>
			over.resolve('left'),
		);
		if (open === 'left') void opening.then(late => late.close()).catch(() => {});
		return open;
	} catch (error) {
		terminal.say([
			`It cannot be opened: ${sentence(error instanceof Error ? error.message : String(error))}`,
		]);
		return 'failed';
	}
};

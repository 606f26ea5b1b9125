import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {longCase, manyCases, manyMessages, recordedCase} from './console/loads.ts';
import {
	aims,
	at,
	benchBytes,
	benchIdle,
	benchKeys,
	benchMemory,
	ends,
	load,
	moves,
	note,
	pages,
	rows,
	say,
	times,
	typed,
	typedAndErased,
} from './console/measures.ts';
import {inTerminal} from './console/pty.ts';

const benchHome = async (folder: string): Promise<void> => {
	const program = await inTerminal([], {folder});
	try {
		await program.until(/New here\?/);
		await program.settled();
		await benchIdle('home', program);
		await benchBytes('home: a moved selection', program, moves, aims.moved);
		await benchKeys('home: moving', program, moves);
		const resized = await program.resize(100, 30);
		note({what: 'home: another size', measured: `${resized} bytes`, aim: 'no aim', isMet: true});
		benchMemory('home', program);
	} finally {
		await program.close();
	}
};

const benchCases = async (folder: string): Promise<void> => {
	const program = await inTerminal([], {folder});
	try {
		await program.until(/All cases \(\d+\)/);
		await program.press('c');
		await program.until(/of 500/);
		await benchIdle(`${load.cases} cases`, program);
		await benchKeys(`${load.cases} cases: moving`, program, moves);
		await benchBytes(`${load.cases} cases: a moved selection`, program, times(3, ['j', 'k']), aims.moved);
		await benchKeys(`${load.cases} cases: pages`, program, pages);
		await benchKeys(`${load.cases} cases: first and last`, program, ends);
		await program.press('/');
		await benchKeys(`${load.cases} cases: typing a search`, program, typedAndErased('verification'));
		benchMemory(`${load.cases} cases`, program);
	} finally {
		await program.close();
	}
};

/** A case as it usually is. */
const benchCase = async (file: string, folder: string): Promise<void> => {
	const program = await inTerminal(['case', 'replay', file], {folder});
	try {
		await program.until(/Steps/);
		await benchIdle('a run', program);
		await benchBytes('a run: a moved selection', program, moves, aims.moved);
		await benchKeys('a run: moving', program, moves);
		await program.press('t');
		await program.until(/Conversation/);
		await program.press('g');
		await benchBytes('a transcript: one line on', program, times(4, ['j', 'k']), 4000);
		await program.press('/');
		await benchBytes('a transcript: a letter of a search', program, [...'smtp'], 4000);
	} finally {
		await program.close();
	}
};

const benchRun = async (file: string, folder: string): Promise<void> => {
	const program = await inTerminal(['case', 'replay', file], {folder});
	const what = `${load.lines} lines`;
	try {
		await program.until(/Steps/);
		await program.settled();
		await benchIdle('a run', program);
		await benchKeys(`${what}: another step`, program, moves);
		const opened = await program.press('t');
		note({
			what: `${what}: opened`,
			measured: `${opened?.ms.toFixed(1)} ms`,
			aim: 'no aim',
			isMet: true,
		});
		await program.until(/Conversation/);
		await program.press('g');
		const first = await program.resize(110, 40);
		note({what: `${what}: another size`, measured: `${first} bytes`, aim: 'no aim', isMet: true});
		await program.resize(120, 40);
		await benchKeys(`${what}: line by line`, program, moves);
		await benchKeys(`${what}: page by page`, program, pages);
		await benchKeys(`${what}: both ends`, program, ends);
		await program.press('/');
		await benchKeys(`${what}: typing a search`, program, typedAndErased('recipient 49'));
		await typed(program, 'recipient 49');
		await program.press('\r');
		await benchKeys(`${what}: next match`, program, [...times(8, ['n']), ...times(4, ['N'])]);
		await benchIdle(what, program);
		benchMemory(what, program);
	} finally {
		await program.close();
	}
};

const benchSinkScreen = async (store: string, folder: string): Promise<void> => {
	const open = () =>
		inTerminal(['sink', '--store', store, '--port', '0', '--keep-count', '1000000'], {folder});
	// What has just come is understood once, and no list has to do with it.
	const before = await open();
	await before.until(new RegExp(`${load.messages} messages`));
	await before.calm();
	benchMemory(`${load.messages} messages, understood just now`, before);
	await before.close();
	const program = await open();
	const what = `${load.messages} messages`;
	try {
		await program.until(new RegExp(`${load.messages} messages`));
		await benchIdle(what, program);
		await benchKeys(`${what}, the newest: moving`, program, moves);
		await benchBytes(`${what}: a moved selection`, program, times(4, ['j', 'k']), aims.moved);
		for (let count = 0; / and older/.test(program.screen()); count++) {
			if (count > 200) throw new Error(`not all messages are shown:\n${program.screen()}`);
			await program.press('G');
		}
		await program.settled();
		await benchKeys(`${what}, all: moving`, program, moves);
		await benchKeys(`${what}, all: pages`, program, pages);
		await benchKeys(`${what}, all: first and last`, program, ends);
		await program.press('/');
		await benchKeys(`${what}: typing a search`, program, typedAndErased('verification'));
		await typed(program, 'verification');
		const found = await program.press('\r');
		note({
			what: `${what}: the search itself`,
			measured: `${found?.ms.toFixed(1)} ms`,
			aim: 'no aim',
			isMet: true,
		});
		benchMemory(what, program);
	} finally {
		await program.close();
	}
};

const benchSpinner = async (folder: string): Promise<void> => {
	const program = await inTerminal(['demo', 'port-silent'], {folder});
	const seconds = 3;
	try {
		await program.until(/running/);
		await program.settled();
		const frames = await program.watch(seconds * 1000);
		const gaps = frames.slice(1).map(({at: end}, index) => end - (frames[index]?.at ?? end));
		const [gap, bytes] = [
			at(gaps, 0.5),
			at(
				frames.map(frame => frame.bytes),
				0.5,
			),
		];
		note({
			what: 'a step that runs: frames a second',
			measured: (1000 / gap).toFixed(1),
			aim: `at most ${aims.frames}`,
			// A frame may come some milliseconds before its time.
			isMet: 1000 / gap <= aims.frames * 1.1,
		});
		note({
			what: 'a step that runs: a frame',
			measured: `${bytes} bytes`,
			aim: `at most ${aims.spinner} bytes`,
			isMet: bytes <= aims.spinner,
		});
	} finally {
		await program.close();
	}
};

/**
 * The built console in a terminal of 120 by 40: bytes of each thing that a person does, and milliseconds from a key to
 * its frame, on short lists and on long ones; false when an aim is missed.
 */
export const benchConsole = async (): Promise<boolean> => {
	const folder = await mkdtemp(path.join(tmpdir(), 'lostmail-bench-console-'));
	const empty = await mkdtemp(path.join(tmpdir(), 'lostmail-bench-console-'));
	try {
		say('the console at 120x40, from a key to the last byte of its frame');
		const log = await recordedCase(folder);
		await benchHome(empty);
		await benchSpinner(empty);
		manyCases(log, load.cases, folder);
		await benchCases(folder);
		await benchCase(path.join(folder, 'recorded.ndjson'), empty);
		await benchRun(longCase(log, load.lines, folder), empty);
		await benchSinkScreen(await manyMessages(load.messages, folder), empty);
		return rows.every(({isMet}) => isMet);
	} finally {
		await rm(folder, {recursive: true, force: true});
		await rm(empty, {recursive: true, force: true});
	}
};

import {arch, platform} from 'node:os';
import {printable, printableLines} from '../../core/printable.ts';
import type {ConsoleFault} from '../../tui/console.tsx';
import {version} from '../installed.ts';
import type {Io} from '../io.ts';

/** Frames of the stack that are told. */
const mostFrames = 12;
const longest = 300;

/** What is left on the normal screen when the console itself failed: whose fault it is, where the case is, what to report. */
export const faultLines = (
	{cause, message, files}: ConsoleFault,
	{env, stdout}: Pick<Io, 'env' | 'stdout'>,
): readonly string[] => [
	'lostmail: this is our fault, and not yours: the console failed and had to end.',
	...files.flatMap(file => [
		`Case file: ${printable(file)}`,
		`  It holds everything up to this moment. Next: lostmail case replay ${printable(file)}`,
	]),
	'Please report it with these lines; look through them first.',
	`  lostmail ${version}, Node ${process.versions.node}, ${platform()} ${arch()}, ${printable(env['TERM'] ?? 'no TERM')} ${stdout.columns}x${stdout.rows}`,
	...framesOf(cause, message),
];

const framesOf = (cause: unknown, message: string): readonly string[] => {
	const stack = cause instanceof Error ? (cause.stack ?? '') : '';
	const frames = printableLines(stack)
		.split('\n')
		.filter(line => /^\s+at /.test(line))
		.slice(0, mostFrames)
		.map(line => `    ${line.trim().slice(0, longest)}`);
	const name = cause instanceof Error ? cause.name : 'Thrown';
	return [`  ${printable(`${name}: ${message}`.slice(0, longest))}`, ...frames];
};

import {arch, platform} from 'node:os';
import {withoutAnySecret} from '../../core/any-secret.ts';
import {printable, printableLines} from '../../core/printable.ts';
import type {ConsoleFault} from '../../tui/console.tsx';
import {version} from '../installed.ts';
import type {Io} from '../io.ts';

/** Frames of the stack that are told. */
const mostFrames = 12;
const longest = 300;

/**
 * What is left on the normal screen when the console itself failed: whose fault it is, where the case is, what to report.
 * No secret that this process was given is in it.
 */
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
	// Secrets go first: of one that is escaped or cut in two, nothing would be found.
	const stack = withoutAnySecret(cause instanceof Error ? String(cause.stack ?? '') : '');
	const frames = printableLines(stack)
		.split('\n')
		.filter(line => /^\s+at /.test(line))
		.slice(0, mostFrames)
		.map(line => `    ${line.trim().slice(0, longest)}`);
	const said = withoutAnySecret(`${cause instanceof Error ? cause.name : 'Thrown'}: ${message}`);
	return [`  ${printable(said.slice(0, longest))}`, ...frames];
};

import {readFileSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {Writable} from 'node:stream';
import {nearest} from '../core/nearest.ts';
import type {Vault} from '../core/world.ts';
import {createVault} from '../engine/redact.ts';
import {keyValue, secretWays} from './answers.ts';
import {beginningOfAny} from './beginning.ts';
import {fileTrouble} from './file-trouble.ts';
import {type Io, usageError} from './io.ts';

/** Fetches the named secrets from where they are; a value in place of a source is refused. */
export const fillVault = async (
	options: readonly string[],
	names: readonly string[],
	io: Io,
): Promise<Vault> => {
	const vault = createVault();
	for (const option of options) {
		const [name, source] = keyValue('--secret', option.replace(/=(?!env:|file:|fd:|prompt$).*/s, '=a value'));
		if (!names.includes(name)) {
			const near = nearest(name, names);
			throw usageError(
				`lostmail: --secret: there is no secret "${name}"`,
				`  ${near ? `did you mean ${near}? ` : ''}(known: ${names.join(', ') || 'none'})`,
			);
		}
		const value = await fetchSecret(name, source, io);
		if (value === '') throw usageError(`lostmail: --secret ${name}: what was found there is empty`);
		vault.set(name, value);
	}
	return vault;
};

const fetchSecret = async (name: string, source: string, io: Io): Promise<string> => {
	const [kind, rest] = [source.split(':', 1)[0], source.slice(source.indexOf(':') + 1)];
	try {
		switch (kind) {
			case 'env': {
				const value = io.env[rest];
				// "env:$PASSWORD" puts the value where the name belongs: it is not repeated.
				if (value === undefined)
					throw new Error(
						`the environment has no variable ${/^[A-Z_][A-Z0-9_]*$/.test(rest) ? rest : 'of that name (not shown, in case it is the secret itself)'}`,
					);
				return value;
			}
			case 'file':
				return firstLine((await beginningOfAny(rest, longestSecret, io.signal)).toString('utf8'));
			case 'fd':
				return firstLine(readFileSync(Number(rest), 'utf8'));
			case 'prompt':
				if (!io.stdin.isTTY) throw new Error('there is no terminal to ask on');
				return (await askSecret(`${name}: `, io)) ?? '';
			default:
				throw new Error(
					`a secret's value is never taken from the command line, where others can read it; use ${secretWays(name)}`,
				);
		}
	} catch (error) {
		throw usageError(`lostmail: --secret ${name}: ${fileTrouble(error)}`);
	}
};

/** Octets: an OAuth token can be long. */
const longestSecret = 65_536;

const firstLine = (text: string): string => text.split(/\r?\n/, 1)[0] ?? '';

/** Reads one line without showing it; undefined when the person ended the input instead. */
export const askSecret = (
	prompt: string,
	{stdin, stderr}: Pick<Io, 'stdin' | 'stderr'>,
): Promise<string | undefined> =>
	new Promise(resolve => {
		const muted = new Writable({write: (_chunk, _encoding, done) => done()});
		const lines = createInterface({input: stdin, output: muted, terminal: true});
		stderr.write(prompt);
		lines.question('', answer => {
			resolve(answer);
			lines.close();
		});
		lines.once('SIGINT', () => lines.close());
		lines.once('close', () => {
			stderr.write('\n');
			resolve(undefined);
		});
	});

import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {parseSync} from 'oxc-parser';
import {describe, expect, test} from 'vitest';

type Room = {
	/** Folders under source/ that it may import besides itself. */
	readonly folders: readonly string[];
	/** npm packages. */
	readonly packages: readonly string[];
	/** Node's own modules, without `node:`. */
	readonly node: readonly string[];
};

/** Who may import whom, types included. Read it as the map of the program. */
const map: Readonly<Record<string, Room>> = {
	core: {folders: [], packages: ['zod'], node: []},
	checks: {folders: ['core', 'mail'], packages: ['zod'], node: []},
	engine: {folders: ['core'], packages: [], node: []},
	report: {folders: ['core'], packages: [], node: []},
	playbook: {
		folders: ['core'],
		packages: ['re2js', 'yaml', 'zod'],
		node: ['crypto', 'fs', 'fs/promises', 'path'],
	},
	mail: {
		folders: ['core'],
		packages: ['htmlparser2', 'linkify-it', 'mailauth', 'mailparser', 'nodemailer', 'tldts'],
		node: ['crypto'],
	},
	probes: {
		folders: ['core', 'mail'],
		packages: ['dns2', 'imapflow', 'nodemailer'],
		node: [
			'buffer',
			'crypto',
			'dgram',
			'dns',
			'dns/promises',
			'events',
			'fs/promises',
			'http',
			'net',
			'os',
			'tls',
			'url',
			'util',
		],
	},
	sink: {
		folders: ['core', 'mail'],
		packages: ['smtp-server', 'yaml', 'zod'],
		node: ['buffer', 'crypto', 'fs', 'net', 'path', 'sqlite', 'stream', 'tls', 'url', 'worker_threads'],
	},
	lab: {
		folders: ['core', 'mail'],
		packages: [
			'@peculiar/asn1-schema',
			'@peculiar/asn1-x509',
			'@peculiar/x509',
			'dns2',
			'nodemailer',
			're2js',
			'reflect-metadata',
			'smtp-server',
			'yaml',
			'zod',
		],
		node: [
			'crypto',
			'dgram',
			'events',
			'fs/promises',
			'http',
			'https',
			'net',
			'path',
			'stream',
			'timers/promises',
			'tls',
			'worker_threads',
		],
	},
	settings: {folders: ['core'], packages: ['nodemailer'], node: []},
	tui: {
		folders: ['core'],
		packages: ['ink', 'ink-select-input', 'react'],
		node: ['fs', 'process', 'stream', 'tty'],
	},
	commands: {
		folders: [
			'core',
			'cases',
			'checks',
			'engine',
			'lab',
			'mail',
			'playbook',
			'probes',
			'report',
			'settings',
			'sink',
			'tui',
		],
		packages: ['commander', 'env-paths', 'yaml', 'zod'],
		node: ['child_process', 'crypto', 'fs', 'fs/promises', 'net', 'os', 'path', 'readline', 'stream', 'tls'],
	},
	cases: {folders: ['core'], packages: [], node: ['fs', 'path', 'process', 'sqlite']},
	'cli.ts': {folders: ['commands'], packages: [], node: ['process']},
	'lostmail.js': {
		folders: [],
		packages: [],
		node: ['child_process', 'events', 'fs', 'module', 'process', 'url', 'v8'],
	},
};

const filesIn = (folder: string): readonly string[] =>
	readdirSync(folder, {recursive: true, withFileTypes: true})
		.filter(entry => entry.isFile())
		.map(entry => path.join(entry.parentPath, entry.name))
		.sort();

const programsIn = (folder: string): readonly string[] =>
	filesIn(folder).filter(file => /\.(ts|tsx|js|mjs)$/.test(file));

const sources = programsIn('source');
const roomOf = (file: string): string => file.split(path.sep)[1] ?? '';

/** Everything that a file imports, re-exports or loads later, types included; what is not written out is `computed`. */
const importsOf = (file: string): readonly string[] => {
	const text = readFileSync(file, 'utf8');
	const {module, errors} = parseSync(file, text);
	if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
	const written = (start: number, end: number) => /^(['"`])([^$]*)\1$/.exec(text.slice(start, end))?.[2];
	return [
		...module.staticImports.map(({moduleRequest}) => moduleRequest.value),
		...module.staticExports.flatMap(({entries}) =>
			entries.flatMap(({moduleRequest}) => (moduleRequest ? [moduleRequest.value] : [])),
		),
		...module.dynamicImports.map(({moduleRequest: {start, end}}) => written(start, end) ?? 'computed'),
		// `import('…').Type` is no import of the module, but it is one of ours.
		...[...text.matchAll(/\bimport\(\s*(['"])([^'"]+)\1\s*\)\./g)].map(([, , name]) => name ?? ''),
	];
};

const packageOf = (name: string): string =>
	name
		.split('/')
		.slice(0, name.startsWith('@') ? 2 : 1)
		.join('/');

/** What the map does not allow, in words. */
const violations = (file: string): readonly string[] => {
	const from = roomOf(file);
	const room = map[from];
	if (!room) return [`${file}: the map has no room "${from}"`];
	return importsOf(file).flatMap(name => {
		if (name === 'computed')
			return from === 'lostmail.js' ? [] : [`${file} loads what only running it tells`];
		if (name.startsWith('.')) {
			const target = path.relative('source', path.join(path.dirname(file), name)).split(path.sep)[0] ?? '';
			return target === from || room.folders.includes(target)
				? []
				: [`${file}: ${from} may not import ${name}`];
		}
		if (name.startsWith('node:'))
			return room.node.includes(name.slice(5)) ? [] : [`${file}: ${from} may not use ${name}`];
		return room.packages.includes(packageOf(name)) ? [] : [`${file}: ${from} may not use ${name}`];
	});
};

test('everybody imports only what the map allows', () => {
	expect(sources.flatMap(violations)).toEqual([]);
});

test('the map names nothing that nobody uses', () => {
	const idle = Object.entries(map).flatMap(([name, {packages, node}]) => {
		const files = sources.filter(file => roomOf(file) === name);
		if (files.length === 0) return [];
		const used = files.flatMap(importsOf);
		return [
			...packages.filter(one => !used.some(other => packageOf(other) === one)),
			...node.filter(one => !used.includes(`node:${one}`)).map(one => `node:${one}`),
		].map(one => `${name}: ${one}`);
	});
	expect(idle).toEqual([]);
});

describe('the reader of imports', () => {
	const cases = {
		'import type': "import type {A} from './a.ts';",
		're-export': "export {a} from './a.ts';",
		'export all': "export * from './a.ts';",
		'import for its effect': "import './a.ts';",
		'import on demand': "void import('./a.ts');",
		'import in a type': "export type A = import('./a.ts').A;",
	};
	test.each(Object.entries(cases))('sees: %s', (_kind, text) => {
		const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-imports-'));
		const file = path.join(folder, 'x.ts');
		writeFileSync(file, text);
		expect(importsOf(file)).toContain('./a.ts');
		rmSync(folder, {recursive: true});
	});
});

/** The first comment of a longer file says why it is one: "Long because …". */
test('no file is longer than 250 lines without saying why', () => {
	const tooLong = [...sources, ...programsIn('test')].filter(file => {
		const text = readFileSync(file, 'utf8');
		const [first] = /\/\*[\s\S]*?\*\/|\/\/.*(?:\n\/\/.*)*/.exec(text) ?? [];
		return text.trimEnd().split('\n').length > 250 && !/\bLong because\b/.test(first ?? '');
	});
	expect(tooLong).toEqual([]);
});

test('there is no room for leftovers', () => {
	const leftovers = /(^|\/)(utils?|helpers?|shared|common|types|constants|misc)(\/|\.tsx?$)/;
	expect([...sources, ...programsIn('test')].filter(file => leftovers.test(file))).toEqual([]);
});

test('nothing names a folder outside of the project', () => {
	const outside = new RegExp(['shared', ''].join('/'));
	const read = [...sources, ...programsIn('test'), ...filesIn('playbooks'), ...filesIn('.ci')];
	expect(read.filter(file => outside.test(readFileSync(file, 'utf8')))).toEqual([]);
});

test('the top level holds what it should', () => {
	const wanted = [
		'source',
		'playbooks',
		'test',
		'package.json',
		'package-lock.json',
		'tsconfig.json',
		'README.md',
		'CHANGELOG.md',
		'LICENSE',
	];
	const ignored = ['node_modules', 'dist', 'coverage'];
	const found = readdirSync('.').filter(name => !name.startsWith('.') && !ignored.includes(name));
	expect(found.filter(name => !wanted.includes(name))).toEqual([]);
});

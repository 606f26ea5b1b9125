import {build} from 'esbuild';
import {expect, test} from 'vitest';

const {metafile} = await build({
	entryPoints: ['source/cli.ts'],
	bundle: true,
	splitting: true,
	write: false,
	metafile: true,
	outdir: 'dist',
	platform: 'node',
	format: 'esm',
	jsx: 'automatic',
	external: ['react-devtools-core'],
	define: {'process.env.NODE_ENV': '"production"'},
});

/** Everything that is loaded with a file, because it, or what it imports, says so at its head. */
const loadedWith = (entries: readonly string[]): ReadonlySet<string> => {
	const found = new Set<string>();
	const look = (file: string) => {
		if (found.has(file)) return;
		found.add(file);
		for (const {kind, path} of metafile.inputs[file]?.imports ?? [])
			if (kind !== 'dynamic-import' && !path.startsWith('node:')) look(path);
	};
	for (const entry of entries) look(entry);
	return found;
};

const packagesIn = (files: Iterable<string>): ReadonlySet<string> =>
	new Set(
		[...files].flatMap(
			file => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(file)?.[1] ?? [],
		),
	);

/** What comes before the first frame, and for the lists right behind it. */
const first = [
	'source/cli.ts',
	'source/commands/console/open.ts',
	'source/tui/console.tsx',
	'source/commands/console/shelf.ts',
];

test('before the first frame, and for its lists, nothing is loaded but what draws it', () => {
	const drawing = packagesIn(loadedWith(['node_modules/ink/build/index.js', 'node_modules/react/index.js']));
	const besides = [
		'ink-select-input',
		'figures',
		'is-unicode-supported',
		'to-rotated',
		'env-paths',
		'is-safe-filename',
	];
	expect(drawing.size).toBeGreaterThan(10);
	const loaded = packagesIn(loadedWith(first));
	expect([...loaded].filter(name => !drawing.has(name) && !besides.includes(name))).toEqual([]);
});

test('neither a probe nor a check nor the lab is loaded with it', () => {
	const folders = new Set([...loadedWith(first)].flatMap(file => /^source\/([^/]+)\//.exec(file)?.[1] ?? []));
	for (const folder of ['checks', 'engine', 'lab', 'mail', 'probes', 'sink', 'settings'])
		expect([...folders]).not.toContain(folder);
});

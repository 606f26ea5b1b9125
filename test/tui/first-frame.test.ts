import {build} from 'esbuild';
import {expect, test} from 'vitest';

/** What is loaded before the first frame, in its order; each loads the next on demand. */
const beginning = ['source/cli.ts', 'source/commands/console/open.ts', 'source/tui/console.tsx'];

test('before the first frame little is loaded: no schema, no parser, and nothing of the network', async () => {
	const {metafile} = await build({
		entryPoints: ['source/cli.ts'],
		bundle: true,
		splitting: true,
		outdir: 'dist',
		write: false,
		metafile: true,
		platform: 'node',
		format: 'esm',
		logLevel: 'error',
		external: ['react-devtools-core'],
		define: {'process.env.NODE_ENV': '"production"'},
	});
	const loaded = new Set<string>();
	const load = (file: string): void => {
		if (loaded.has(file)) return;
		loaded.add(file);
		for (const {path, kind, external} of metafile.outputs[file]?.imports ?? [])
			if (kind === 'import-statement' && !external) load(path);
	};
	for (const [file, {entryPoint = ''}] of Object.entries(metafile.outputs))
		if (beginning.includes(entryPoint)) load(file);
	const packages = new Set(
		[...loaded]
			.flatMap(file => Object.entries(metafile.outputs[file]?.inputs ?? {}))
			.filter(([, {bytesInOutput}]) => bytesInOutput > 0)
			.flatMap(([input]) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []),
	);
	expect(packages).toContain('ink');
	for (const late of ['zod', 'yaml', 'commander', 'mailparser', 'imapflow', 're2js', 'tldts'])
		expect(packages).not.toContain(late);
});

import {defineConfig} from 'vitest/config';

/** They do what a process does for one person: a secret of one case is taken out of whatever is thrown later on. */
const asOneProcess = ['test/{commands,program,real,tui}/**/*.test.{ts,tsx}'];

// biome-ignore lint/style/noDefaultExport: vitest reads it
export default defineConfig({
	test: {
		setupFiles: ['test/support/as-built.ts'],
		projects: [
			{extends: true, test: {name: 'apart', include: asOneProcess}},
			{
				extends: true,
				test: {
					name: 'together',
					include: ['test/**/*.test.{ts,tsx}'],
					exclude: asOneProcess,
					// Loading the same modules for each of 350 files takes longer than what most of them do with them.
					isolate: false,
				},
			},
		],
	},
});

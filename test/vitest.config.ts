import {defineConfig} from 'vitest/config';

// Files share the modules of their worker: 550 of them spend more time on loading than on testing otherwise.
// biome-ignore lint/style/noDefaultExport: vitest reads it
export default defineConfig({test: {isolate: false, setupFiles: ['test/support/as-built.ts']}});

import {expect, test} from 'vitest';
import {caughtThree} from './scene.ts';

const {run, here} = caughtThree();

test('the authority of this store’s sinks', async () => {
	const {code, stdout} = await run('certificate');
	expect(code).toBe(0);
	expect(stdout).toBe(here().certificate.pem);
});

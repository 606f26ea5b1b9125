import {expect, test} from 'vitest';
import {caughtByCase} from '../../../source/commands/console/caught.ts';
import {readKnowledge} from '../../../source/commands/house.ts';
import {placeOf, raise, send} from '../sink/scene.ts';

test('the sink that a step has open is there to be looked at, and gone with it', async () => {
	const caught = caughtByCase(await readKnowledge(), {signal: new AbortController().signal});
	const next = () =>
		new Promise<void>(resolve => {
			const stop = caught.subscribe(() => {
				stop();
				resolve();
			});
		});
	expect(caught.snapshot()).toBeUndefined();
	const here = await raise({});
	await send(placeOf(here), {text: 'Your verification code is 482915.'});
	const shown = next();
	const letGo = caught.opened(here);
	await shown;
	const desk = caught.snapshot();
	expect(desk?.snapshot()).toMatchObject({ofCase: true, counts: {messages: 1}});
	const hidden = next();
	letGo();
	await hidden;
	expect(caught.snapshot()).toBeUndefined();
	// The case closes its sink itself.
	expect(here.store.counts().messages).toBe(1);
	await here.close();
});

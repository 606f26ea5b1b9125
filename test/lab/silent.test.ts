import {once} from 'node:events';
import {connect} from 'node:net';
import {expect, test} from 'vitest';
import {holdClosedPort} from '../../source/lab/closed.ts';
import {holdSilentPort} from '../../source/lab/silent.ts';
import {serveZones} from '../../source/lab/zones.ts';
import {ask, datagrams} from './ask.ts';

test('a silent port neither takes nor refuses a connection', async () => {
	const held = await holdSilentPort();
	const client = connect({host: '127.0.0.1', port: held.port, signal: AbortSignal.timeout(400)});
	const [error] = await once(client, 'error').catch(thrown => [thrown]);
	expect(error).toMatchObject({name: 'AbortError'});
	expect(client.connecting || client.destroyed).toBe(true);
	await held.close();
});

test('a silent port is silent for many at once', async () => {
	const held = await holdSilentPort();
	const errors = await Promise.all(
		Array.from({length: 8}, async () => {
			const client = connect({host: '127.0.0.1', port: held.port, signal: AbortSignal.timeout(300)});
			const heard = await Promise.race([once(client, 'connect'), once(client, 'error')]).catch(thrown => [
				thrown,
			]);
			return (heard[0] as Error | undefined)?.name;
		}),
	);
	expect(new Set(errors)).toEqual(new Set(['AbortError']));
	await held.close();
});

test('what was silent is gone after close', async () => {
	const held = await holdSilentPort();
	await held.close();
	const client = connect({host: '127.0.0.1', port: held.port});
	const [error] = await once(client, 'error').catch(thrown => [thrown]);
	expect(error).toMatchObject({code: 'ECONNREFUSED'});
});

test('a closed port refuses, and nobody else gets it', async () => {
	const held = await holdClosedPort();
	for (let round = 0; round < 3; round++) {
		const client = connect({host: '127.0.0.1', port: held.port});
		const [error] = await once(client, 'error').catch(thrown => [thrown]);
		expect(error).toMatchObject({code: 'ECONNREFUSED'});
	}
	await held.close();
});

test('both ports are so for datagrams as well', async () => {
	const [silent, closed] = [await holdSilentPort(), await holdClosedPort()];
	const other = await serveZones({});
	const meanwhile = () => ask(Number(other.address.split(':')[1]), 'a.test', 'A');
	expect(await datagrams(silent.port, 'a.test', 'A', {meanwhile})).toEqual([]);
	await expect(ask(closed.port, 'a.test', 'A')).rejects.toMatchObject({code: 'ECONNREFUSED'});
	await Promise.all([silent.close(), closed.close(), other.close()]);
});

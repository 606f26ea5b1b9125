import {connect} from 'node:net';
import {expect, test} from 'vitest';
import {openSinkHere} from '../../../source/commands/sink/open.ts';
import {usualBounds} from '../../../source/commands/sink/settings.ts';
import {usualLimits} from '../../../source/sink/sink.ts';
import {newPath} from './scene.ts';

test.each([
	['what the store keeps', 5000, 9000, 5000],
	['what a message may have', 9000, 5000, 5000],
])('SIZE is the smaller one: %s', async (_name, octets, message, announced) => {
	const here = await openSinkHere({
		listen: ['127.0.0.1'],
		ports: [{port: 0, security: 'none'}],
		store: newPath('mail.db'),
		bounds: {...usualBounds, octets},
		limits: {...usualLimits, message},
	} as Parameters<typeof openSinkHere>[0]);
	const socket = connect(here.sink.places[0]!.port, '127.0.0.1');
	let said = '';
	await new Promise<void>(resolve => {
		socket.on('data', chunk => {
			said += chunk;
			if (/^250 [^\n]*\n/m.test(said)) resolve();
		});
		socket.write('EHLO a.test\r\n');
	});
	expect(said).toContain(`SIZE ${announced}\r\n`);
	socket.destroy();
	await here.close();
});

import {once} from 'node:events';
import {type AddressInfo, connect, createServer} from 'node:net';
import {type HeldPort, withBothProtocols} from './silent.ts';

/**
 * A port that refuses: the near end of a connection to ourselves. Nobody listens there, and nobody else can begin to
 * while we hold it. A UDP socket that is connected to itself refuses everybody else in the same way.
 */
export const holdClosedPort = (): Promise<HeldPort> =>
	withBothProtocols(holdClosedTcp, async datagrams => {
		datagrams.connect(datagrams.address().port, '127.0.0.1');
		await once(datagrams, 'connect');
	});

const holdClosedTcp = async (): Promise<HeldPort> => {
	const far = createServer();
	far.listen(0, '127.0.0.1');
	await once(far, 'listening');
	const near = connect({host: '127.0.0.1', port: (far.address() as AddressInfo).port});
	const [[accepted]] = await Promise.all([once(far, 'connection'), once(near, 'connect')]);
	near.on('error', () => {});
	accepted.on('error', () => {});
	return {
		port: near.localPort ?? 0,
		close: async () => {
			near.destroy();
			accepted.destroy();
			const closed = once(far, 'close');
			far.close();
			await closed;
		},
	};
};

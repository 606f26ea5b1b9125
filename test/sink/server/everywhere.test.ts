import {expect, test} from 'vitest';
import {listenAtAll} from '../../../source/sink/server/everywhere.ts';

const open = async (...addresses: readonly string[]) => {
	const tried = await listenAtAll(
		addresses.flatMap(address => [
			{address, port: 0, security: 'starttls'} as const,
			{address, port: 0, security: 'implicit'} as const,
		]),
		socket => socket.destroy(),
	);
	const opened = tried.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []));
	for (const one of opened) one.close();
	return opened.map(({place}) => place);
};

test('any free port is the same on every address, and the places keep their order', async () => {
	const places = await open('127.0.0.1', '127.0.0.2', '127.0.0.3');
	expect(places.map(({address}) => address)).toEqual(
		['127.0.0.1', '127.0.0.2', '127.0.0.3'].flatMap(address => [address, address]),
	);
	for (const kind of ['starttls', 'implicit'] as const)
		expect(new Set(places.filter(({security}) => security === kind).map(({port}) => port)).size).toBe(1);
	expect(new Set(places.map(({port}) => port)).size).toBe(2);
});

test('where one address includes the other, each has a port of its own', async () => {
	expect(await open('127.0.0.1', '0.0.0.0')).toHaveLength(4);
});

test('an address that this machine has not is refused, and the others are told', async () => {
	const tried = await listenAtAll(
		[
			{address: '127.0.0.1', port: 0, security: 'none'},
			{address: '192.0.2.1', port: 0, security: 'none'},
		],
		socket => socket.destroy(),
	);
	expect(tried.map(({status}) => status)).toEqual(['fulfilled', 'rejected']);
	for (const one of tried) if (one.status === 'fulfilled') one.value.close();
});

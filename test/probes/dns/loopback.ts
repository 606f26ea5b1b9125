import {createSocket, type RemoteInfo} from 'node:dgram';
import {once} from 'node:events';
import {type AddressInfo, createServer, type Socket} from 'node:net';
import {type decode, encode, decode as read} from 'dns-packet';

export type Message = ReturnType<typeof decode>;
type Answer = NonNullable<Parameters<typeof encode>[0]['answers']>[number];

/** What a scripted resolver does with each datagram: the octets it sends back, in order. */
export type Script = (query: Message, nth: number, octets: Buffer) => readonly Buffer[];

/**
 * A resolver over UDP that does what the test says; `queries` are those it heard. It knows the root of all names, and
 * does not count being asked for it, unless the script speaks for `root` as well.
 */
export const udpResolver = async (
	script: Script,
	{address = '127.0.0.1', port = 0, root = 'known' as 'known' | 'scripted'} = {},
) => {
	const queries: Message[] = [];
	const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
	socket.on('message', (octets: Buffer, from: RemoteInfo) => {
		const query = read(octets);
		const asked = query.questions?.[0];
		if (root === 'known' && asked?.type === 'NS' && (asked.name === '.' || asked.name === '')) {
			socket.send(answering(query, {type: 'NS', data: 'a.root.test'}), from.port, from.address);
			return;
		}
		queries.push(query);
		for (const reply of script(query, queries.length, octets)) socket.send(reply, from.port, from.address);
	});
	socket.bind(port, address);
	await once(socket, 'listening');
	return {
		port: socket.address().port,
		queries,
		[Symbol.asyncDispose]: async () => {
			socket.close();
			await once(socket, 'close');
		},
	};
};

/** A TCP listener that does what the test says with each connection. */
export const tcpListener = async (serve: (client: Socket) => void) => {
	const clients = new Set<Socket>();
	const server = createServer(client => {
		clients.add(client);
		client.on('error', () => {});
		serve(client);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		clients,
		[Symbol.asyncDispose]: async () => {
			const closed = once(server, 'close');
			server.close();
			for (const client of clients) client.destroy();
			await closed;
		},
	};
};

/** A reply to the query, made by an independent codec. */
export const replyTo = (query: Message, change: Parameters<typeof encode>[0] = {}): Buffer =>
	encode({type: 'response', id: query.id, questions: query.questions, ...change});

/** A reply with these answers to the name that was asked for. */
export const answering = (query: Message, ...answers: readonly Omit<Answer, 'name'>[]): Buffer =>
	replyTo(query, {
		answers: answers.map(answer => ({name: query.questions[0]!.name, ttl: 60, ...answer}) as Answer),
	});

export const good = (query: Message): Buffer => answering(query, {type: 'A', data: '192.0.2.1'});

export const framed = (message: Buffer): Buffer => {
	const length = Buffer.alloc(2);
	length.writeUInt16BE(message.length);
	return Buffer.concat([length, message]);
};

/** Sets bits of the two flag octets, which the codec has no way to ask for. */
export const flagged = (message: Buffer, octet: 2 | 3, bits: number): Buffer => {
	const copy = Buffer.from(message);
	copy[octet] = copy[octet]! | bits;
	return copy;
};

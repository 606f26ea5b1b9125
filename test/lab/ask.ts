import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import {connect} from 'node:net';
import {decode, encode} from 'dns-packet';

type Decoded = ReturnType<typeof decode>;

/** DO is set by `dnssec`; AD asks for AD. */
type Bits = {
	readonly edns?: 'none';
	readonly flags?: number;
	readonly dnssec?: 'wanted';
};

const id = 7;
export const bits = {recursion: 0x0100, authentic: 0x0020, unvalidated: 0x0010} as const;

const query = (name: string, type: string, {edns, flags = bits.recursion | bits.authentic, dnssec}: Bits) =>
	encode({
		id,
		flags,
		questions: [{name, type}],
		additionals:
			edns === 'none'
				? []
				: [
						{
							type: 'OPT',
							name: '.',
							udpPayloadSize: 4096,
							flags: dnssec === 'wanted' ? 0x8000 : 0,
						},
					],
	});

/** What to wait for: so many datagrams, or the end of something else. */
type Course = {readonly count?: number; meanwhile?(): Promise<unknown>};

/** The first datagrams that come back for one query; or those that came until something else was over. */
export const datagrams = async (
	port: number,
	name: string,
	type: string,
	{count = 1, meanwhile, ...sent}: Bits & Course = {},
): Promise<readonly Decoded[]> => {
	const socket = createSocket('udp4');
	socket.connect(port, '127.0.0.1');
	await once(socket, 'connect');
	const heard: Decoded[] = [];
	const all = new Promise<void>((resolve, reject) => {
		socket.on('error', reject);
		socket.on('message', octets => {
			heard.push(decode(octets));
			if (heard.length === count) resolve();
		});
	});
	socket.send(query(name, type, sent));
	try {
		await (meanwhile?.() ?? all);
	} finally {
		socket.close();
	}
	return heard;
};

/** One question over UDP. */
export const ask = async (port: number, name: string, type: string, sent: Bits = {}): Promise<Decoded> => {
	const [reply] = await datagrams(port, name, type, sent);
	if (!reply) throw new Error('no reply');
	return reply;
};

/** One question over TCP. */
export const askByTcp = async (port: number, name: string, type: string): Promise<Decoded> => {
	const client = connect(port, '127.0.0.1');
	const message = query(name, type, {});
	const length = Buffer.alloc(2);
	length.writeUInt16BE(message.length);
	client.write(Buffer.concat([length, message]));
	let all = Buffer.alloc(0);
	for await (const piece of client) {
		all = Buffer.concat([all, piece as Buffer]);
		if (all.length >= 2 && all.length >= 2 + all.readUInt16BE(0)) break;
	}
	return decode(all.subarray(2));
};

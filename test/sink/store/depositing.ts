import {createHash, randomBytes} from 'node:crypto';
import {writeSync} from 'node:fs';
import process from 'node:process';
import {openStore} from '../../../source/sink/store/open.ts';
import type {Store} from '../../../source/sink/store.ts';

/**
 * Deposits messages as fast as it can, as several clients, and prints the id and the hash of each when it was kept. The
 * subject of a message is its hash. It never ends by itself: it is there to be killed.
 */
const [, , file = '', seed = '1'] = process.argv;
const clients = 6;

let state = Number(seed);
const below = (limit: number): number => {
	state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
	return state % limit;
};

const acknowledge = (line: string): void => {
	for (let octets = Buffer.from(line); octets.length > 0; )
		try {
			octets = octets.subarray(writeSync(1, octets));
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
		}
};

const turn = () => new Promise(resolve => setImmediate(resolve));

const sizeOf = (kind: number): number => (kind === 0 ? 300_000 + below(900_000) : 100 + below(8000));

const client = async (store: Store): Promise<never> => {
	for (;;) {
		const id = store.nextSession();
		const session = {
			id,
			at: Date.now(),
			remote: {address: '127.0.0.1', port: 1},
			place: {address: '127.0.0.1', port: 25, security: 'none'},
			logins: [],
			senders: ['nas@example.com'],
			recipients: ['kim@example.org'],
			refusals: [],
			messages: [],
			exchanges: [{ms: 1, side: 'server', text: '220 ready'}],
			oddities: [],
			misbehaved: [],
		} as const;
		for (let count = below(5); count >= 0; count--) {
			const octets = randomBytes(sizeOf(below(20)));
			const hash = createHash('sha256').update(octets).digest('hex');
			const deposit = store.deposit();
			for (let at = 0; at < octets.length; at += 65_536) {
				deposit.write(octets.subarray(at, at + 65_536));
				if (below(2) === 0) await turn();
			}
			if (below(10) === 0) {
				deposit.discard();
				continue;
			}
			const message = await deposit.keep(
				{
					session: id,
					inbox: 'inbox',
					remote: '127.0.0.1',
					encrypted: false,
					sender: 'nas@example.com',
					recipients: ['kim@example.org'],
					subject: hash,
					oddities: [],
				},
				session,
			);
			acknowledge(`${message.id} ${hash}\n`);
			if (below(10) === 0)
				store.remember(message.id, {text: `words of ${hash}`, reading: {candidates: [], open: 'none'}});
		}
		await store.keepSession({...session, end: 'quit', ms: 1});
	}
};

const store = await openStore({
	file,
	bounds: {count: 1_000_000, age: 1e12, octets: 1e12},
	now: Date.now,
});
await Promise.all(Array.from({length: clients}, () => client(store)));

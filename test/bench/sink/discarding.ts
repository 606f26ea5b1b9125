import process from 'node:process';
import {SMTPServer} from 'smtp-server';

/** smtp-server as its README begins with it: every message is read to its end and forgotten. Prints its port. */
const server = new SMTPServer({
	authOptional: true,
	disabledCommands: ['AUTH', 'STARTTLS'],
	disableReverseLookup: true,
	logger: false,
	onData: (stream, _session, done) => {
		stream.on('error', () => {});
		stream.on('end', done);
		stream.resume();
	},
});
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => {
	const address = server.server.address();
	process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});

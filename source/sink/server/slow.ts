import {Transform} from 'node:stream';

/** Times a second that something is let through, where there is enough for that. */
const steps = 10;

/** A pipe that lets no more than so many octets through in a second. Its timer ends with it. */
export const slowed = (octetsPerSecond: number): Transform => {
	const rate = Math.max(1, Math.floor(octetsPerSecond));
	const step = Math.max(1, Math.floor(rate / steps));
	let timer: NodeJS.Timeout | undefined;
	return new Transform({
		readableHighWaterMark: step,
		writableHighWaterMark: 16_384,
		transform(chunk: Buffer, _encoding, done) {
			let at = 0;
			const next = () => {
				if (at >= chunk.length) return done();
				this.push(chunk.subarray(at, at + step));
				at += step;
				timer = setTimeout(next, (1000 * step) / rate);
				timer.unref();
			};
			next();
		},
		destroy(error, done) {
			clearTimeout(timer);
			done(error);
		},
	});
};

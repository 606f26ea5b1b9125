// A program for a terminal that nobody reads for a while: it draws frame after frame, and says when it has drawn all.
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {openLink} from '../../source/tui/link.ts';
import {FrameStream} from '../../source/tui/streams.ts';

const last = 1000;
const rows = 20;
const frame = (number: number) =>
	Array.from({length: rows}, (_, row) => `frame ${number} row ${row} ${'.'.repeat(40)}`).join('\r\n');

const link = openLink(process.stdout);
const screen = new FrameStream(process.stdout, 'unicode', link);
screen.on('stale', () => screen.write(`\u001B[H${frame(last)}`));
screen.write('\u001B[?1049h\u001B[?25l');
for (let number = 0; number <= last; number++) {
	screen.write(`\u001B[H${frame(number)}`);
	await new Promise(resolve => setImmediate(resolve));
}
writeFileSync(path.join(process.env['XDG_STATE_HOME'] ?? '', 'drawn'), 'all of them');
process.stdin.setRawMode(true).once('data', () => {
	screen.restore();
	link.close();
	process.exit(0);
});

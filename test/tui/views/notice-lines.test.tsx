import {expect, test} from 'vitest';
import {keys} from '../../support/screen.ts';
import {noon, shelfOf, stored} from '../shelves.ts';
import {start} from '../start.tsx';

const refusal = [
	'lostmail: case 000001 is open in another lostmail, process 27072.',
	'  Leave it there first; where its terminal is gone, "kill 27072" ends it, and nothing is lost.',
].join('\n');

const atHome = (columns: number, rows: number, why: string) =>
	start([], {
		home: true,
		now: noon,
		columns,
		rows,
		host: {
			cases: shelfOf([stored(1)]),
			open: async () => {
				throw new Error(why);
			},
		},
	});

test.each([
	[40, 10],
	[80, 24],
	[100, 30],
	[200, 60],
])('an error is read to its end, what to do included, at %ix%i', async (columns, rows) => {
	const {press, until, screen} = await atHome(columns, rows, refusal);
	await until('cause found');
	await press(`c${keys.enter}`);
	await until('! Case 000001 is open in another');
	const lines = screen().split('\n');
	const from = lines.findIndex(line => line.startsWith(' ! '));
	const told = lines
		.slice(from)
		.map(line => line.trim())
		.join(' ');
	expect(told).toBe(
		'! Case 000001 is open in another lostmail, process 27072. Leave it there first; where its terminal is gone, "kill 27072" ends it, and nothing is lost.',
	);
	expect(lines).toHaveLength(rows);
	expect(lines[0]).toMatch(/^ lostmail/);
	expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(columns);
	await press('k');
	expect(await until('q quit')).not.toContain('27072');
});

test('what no screen has room for is cut at the end, and nothing of it acts', async () => {
	const {until, press, screen} = await atHome(40, 10, `\u001B[2J${'word '.repeat(200)}`);
	await until('cause found');
	await press(`c${keys.enter}`);
	await until('\\u{1b}[2Jword');
	expect(screen().split('\n')).toHaveLength(10);
	expect(screen().split('\n').slice(-4).join('')).toMatch(/word ?…$/);
});

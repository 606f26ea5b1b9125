import {DatabaseSync} from 'node:sqlite';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {backlogIn} from '../../../source/sink/store/backlog.ts';

const openTable = () => {
	const database = new DatabaseSync(':memory:');
	database.exec('CREATE TABLE message (id INTEGER PRIMARY KEY, understood INTEGER NOT NULL)');
	let last = 0;
	return {
		backlog: backlogIn(database, () => last),
		come: (count: number) => {
			const insert = database.prepare('INSERT INTO message VALUES (?, 0)');
			for (let left = count; left > 0; left--) insert.run(++last);
		},
		understand: (id: number) => database.prepare('UPDATE message SET understood = 1 WHERE id = ?').run(id),
		remove: (id: number) => database.prepare('DELETE FROM message WHERE id = ?').run(id),
		truth: (most: number) =>
			database
				.prepare('SELECT id FROM message WHERE understood = 0 ORDER BY id DESC LIMIT ?')
				.all(most)
				.map(({id}) => Number(id)),
	};
};

test('tells the newest that nobody understood, whatever came, was understood or went between two questions', () => {
	const act = fc.oneof(
		fc.record({do: fc.constant('come' as const), with: fc.integer({min: 1, max: 6})}),
		fc.record({
			do: fc.constantFrom('understand' as const, 'remove' as const),
			with: fc.integer({min: 1, max: 40}),
		}),
		fc.record({do: fc.constant('ask' as const), with: fc.integer({min: 1, max: 8})}),
	);
	fc.assert(
		fc.property(fc.array(act, {maxLength: 60}), acts => {
			const table = openTable();
			for (const one of acts)
				if (one.do === 'ask') expect(table.backlog.newest(one.with)).toEqual(table.truth(one.with));
				else table[one.do](one.with);
			expect(table.backlog.newest(100)).toEqual(table.truth(100));
		}),
	);
});

test('finds in some turns what lies far back, and looks at nothing twice', () => {
	const table = openTable();
	table.come(12_000);
	for (let id = 2; id <= 12_000; id++) table.understand(id);
	const answers = [1, 2, 3].map(() => table.backlog.newest(1));
	expect(answers).toEqual([[], [], [1]]);
	expect(table.backlog.newest(1)).toEqual([1]);
	table.understand(1);
	expect(table.backlog.newest(1)).toEqual([]);
});

import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {prove} from '../../../source/playbook/prove.ts';
import {list} from '../small-tables.ts';
import {knowledge, parse} from '../small-world.ts';

describe('the size of a table', () => {
	it('proves a large table', () => {
		const inputs = Array.from(
			{length: 12},
			(_, index) => `  i${index}: {ask: A?, choices: {a: A, b: B, c: C, d: D}}\n`,
		);
		const values = ['a', 'b', 'c', 'd', 'unknown'];
		const rows = Array.from({length: 40}, (_, row) => {
			const keys = [0, 1, 2].map(
				key => `i${(row * 5 + key * 7) % 12}: [${values[row % 5]}, ${values[(row + key + 1) % 5]}]`,
			);
			return `  - {when: {${[...new Map(keys.map(key => [key.split(':')[0], key])).values()].join(', ')}}, go: wait}\n`;
		});
		const {playbook} = parse(
			`title: A\nabout: B\ninputs:\n${inputs.join('')}steps: [{id: account, check: account.may-reset}]\nroute:\n${rows.join('')}`,
		);
		const found = playbook ? prove(playbook, knowledge) : [];
		expect(found.filter(({kind}) => kind === 'unproved')).toEqual([]);
		expect(found.filter(({kind}) => kind === 'no-route')).toHaveLength(1);
	});

	it('says once that a table is too entangled', () => {
		const values = ['a', 'b', 'c', 'd', 'unknown'];
		const key = fc.tuple(fc.nat(11), fc.subarray(values, {minLength: 3, maxLength: 4}));
		const row = fc.uniqueArray(key, {minLength: 5, maxLength: 5, selector: ([input]) => input});
		const rows = fc
			.sample(row, {numRuns: 200, seed: 1})
			.map(
				keys =>
					`{when: {${keys.map(([input, wanted]) => `i${input}: [${wanted.join(', ')}]`).join(', ')}}, go: wait}`,
			);
		const inputs = Array.from(
			{length: 12},
			(_, index) => `  i${index}: {ask: A?, choices: {a: A, b: B, c: C, d: D}}\n`,
		);
		const {playbook, problems} = parse(
			`title: A\nabout: B\ninputs:\n${inputs.join('')}steps: [{id: account, check: account.may-reset}]\nroute:\n${list(rows)}`,
		);
		expect(problems).toEqual([]);
		const found = playbook ? prove(playbook, knowledge) : [];
		expect(found.filter(({kind}) => kind === 'unproved')).toEqual([
			{
				kind: 'unproved',
				message: 'the route table is too entangled to be proved',
				counterExample: {},
				where: {table: 'route'},
			},
		]);
	});
});

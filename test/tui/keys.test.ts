import {expect, test} from 'vitest';
import {keysOf, keyTable} from '../../source/tui/keys.ts';
import {isTyping, type Place} from '../../source/tui/place.ts';

const places = [...new Set(keyTable.flatMap(({on}) => on))];

test('no key means two things on one screen', () => {
	for (const place of places) {
		const keys = keysOf(place).flatMap(row => row.keys);
		expect(new Set(keys).size, `${place}: ${keys.join(' ')}`).toBe(keys.length);
	}
});

test('letters are text where one types', () => {
	for (const place of places.filter(isTyping))
		expect(keysOf(place).flatMap(row => row.keys.filter(key => key.length === 1))).toEqual([]);
});

test('everywhere there is a way out', () => {
	for (const place of places) expect(keysOf(place).map(row => row.command)).toContain('cancel');
	for (const place of ['home', 'run', 'step', 'diagnosis', 'procedure'] satisfies Place[])
		expect(keysOf(place).map(row => row.command)).toEqual(expect.arrayContaining(['quit', 'help']));
});

test('F1 is help wherever there is help, and where one types, too', () => {
	for (const place of places) {
		const helps = keysOf(place).filter(({command}) => command === 'help');
		if (helps.length === 0) expect(['help', 'sure', 'tiny', 'opening']).toContain(place);
		else
			expect(
				helps.flatMap(row => row.keys),
				place,
			).toContain('f1');
	}
});

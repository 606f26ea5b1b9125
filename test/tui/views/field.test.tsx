import {expect, test} from 'vitest';
import {edit, emptyField} from '../../../source/tui/field.ts';
import {themes} from '../../../source/tui/theme.ts';
import {FieldRow, partShown} from '../../../source/tui/views/field.tsx';
import {openScreen} from '../../support/screen.ts';

const rowOf = async (text: string, cursor: number, width = 20) => {
	const {field} = {field: {...edit(emptyField, {type: 'insert', text}), cursor}};
	const {screen, close} = await openScreen(
		<FieldRow field={field} width={width} active theme={themes.unicode} />,
		{columns: width, rows: 3},
	);
	const [row = ''] = screen().split('\n');
	close();
	return row;
};

test('a text that is too long has a mark at each end where more of it is', async () => {
	const name = 'smtp.字漢字漢字漢字漢字漢.example.org';
	expect(await rowOf(name, 0)).toMatch(/^▸ smtp\.字.*…$/);
	expect(await rowOf(name, 27)).toMatch(/^▸ ….*example\.org$/);
	expect(await rowOf(name, 10)).toMatch(/^▸ ….*字.*…$/);
	expect(await rowOf('smtp.example.org', 16)).toBe('▸ smtp.example.org');
	expect(await rowOf('smtp.example.org', 0)).toBe('▸ smtp.example.org');
});

test('the cursor is always in the part that is shown, and the part fits', () => {
	for (const length of [0, 1, 15, 17, 18, 19, 40, 1000])
		for (let cursor = 0; cursor <= length; cursor++) {
			const cells = Array.from({length}, (_, index) => (index % 3 === 0 ? 2 : 1));
			const {from, to} = partShown(cells, cursor, 18);
			expect(from).toBeLessThanOrEqual(cursor);
			expect(cursor === length ? to : to - 1).toBeGreaterThanOrEqual(Math.min(cursor, length));
			const used = cells.slice(from, to).reduce((sum, one) => sum + one, 0) + (cursor === length ? 1 : 0);
			expect(used + (from > 0 ? 1 : 0) + (to < length ? 1 : 0)).toBeLessThanOrEqual(18);
		}
});

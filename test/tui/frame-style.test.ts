import {expect, test} from 'vitest';
import {styledBy, turnOf, unstyled} from '../../source/tui/frame-style.ts';

const styled = (...sequences: readonly string[]) =>
	sequences.reduce((style, one) => styledBy(style, one) ?? style, unstyled);

test('what SGR makes of a style', () => {
	expect(styled('1', '36', '39', '22')).toBe(unstyled);
	expect(styled('1;36')).toBe(styled('36', '1'));
	expect(styled('1', '2', '7', '0')).toBe(unstyled);
	expect(styled('1', '')).toBe(unstyled);
	expect(styledBy(unstyled, '38;5;1')).toBeUndefined();
});

test('the shortest way from one to another', () => {
	expect(turnOf(unstyled, unstyled)).toBe('');
	expect(turnOf(unstyled, styled('1'))).toBe('\u001B[1m');
	expect(turnOf(styled('1', '36'), unstyled)).toBe('\u001B[m');
	expect(turnOf(styled('36'), styled('31'))).toBe('\u001B[31m');
	// Bold and dim end together.
	expect(
		styledBy(styled('1', '2', '31'), turnOf(styled('1', '2', '31'), styled('2', '31')).slice(2, -1)),
	).toBe(styled('2', '31'));
});

test('what can be seen of a space', () => {
	expect(styled('1', '36').isBare).toBe(true);
	expect(['7', '4', '41'].map(code => styled(code).isBare)).toEqual([false, false, false]);
});

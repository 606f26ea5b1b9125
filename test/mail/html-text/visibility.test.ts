import {expect, test} from 'vitest';
import {declarationsOf, hides, isGone} from '../../../source/mail/html-text/visibility.ts';

const seen = {gone: false, hidden: false, tiny: false};
const rules = {classes: new Set(['x']), ids: new Set(['y'])};

test('the last of several declarations counts', () => {
	expect(declarationsOf('Display: none; display:BLOCK !important;;x').get('display')).toBe('block');
	expect(isGone(declarationsOf('display:none;display:block'))).toBe(false);
});

test('by attribute, by class, by id', () => {
	expect(hides(seen, {hidden: ''}, rules).gone).toBe(true);
	expect(hides(seen, {class: 'a x'}, rules).gone).toBe(true);
	expect(hides(seen, {id: 'y'}, rules).gone).toBe(true);
	expect(hides(seen, {class: 'y', id: 'x'}, rules)).toBe(seen);
});

test('what is gone stays so, what is small or invisible may come back', () => {
	const nothing = {gone: true, hidden: true, tiny: true};
	expect(hides(nothing, {style: 'display:block;visibility:visible;font-size:2em'}, rules)).toEqual({
		gone: true,
		hidden: false,
		tiny: false,
	});
	expect(hides(nothing, {style: 'visibility:inherit;font-size:inherit'}, rules)).toEqual(nothing);
});

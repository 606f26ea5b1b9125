import {expect, test} from 'vitest';
import {hiddenByStyleSheet} from '../../../source/mail/html-text/style-sheet.ts';

test.each([
	['.a{display:none}', ['a'], []],
	['p.a , #b { color: red; display : none !important }', ['a'], ['b']],
	['@media screen{.a{display:none}} .b{visibility:hidden}', ['b'], []],
	['<!-- .a{opacity:0} -->', ['a'], []],
	['.a .b{display:none} .c:hover{display:none} *{display:none}', [], []],
	['.a{color:red', [], []],
	['}}}.a{display:none}', ['a'], []],
])('%s', (sheet, classes, ids) => {
	expect(hiddenByStyleSheet(sheet)).toEqual({classes, ids});
});

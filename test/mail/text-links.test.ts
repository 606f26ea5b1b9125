import {expect, test} from 'vitest';
import {linksInText} from '../../source/mail/text-links.ts';

test.each([
	['see https://a.test/reset?t=1.', ['https://a.test/reset?t=1']],
	['<https://a.test/x> (http://b.test/y)', ['https://a.test/x', 'http://b.test/y']],
	['请点击https://a.test/x?t=1。谢谢', ['https://a.test/x?t=1']],
	['https://a.test/x、https://b.test', ['https://a.test/x', 'https://b.test']],
	['mailto:a@b.test ftp://c.test/x javascript:alert(1) //d.test www.e.test a@f.test', []],
	['http://', []],
])('%s', (text, links) => {
	expect(linksInText(text, 10)).toEqual(links);
});

test('no more than asked for', () => {
	expect(linksInText('https://a.test/x '.repeat(100), 3)).toHaveLength(3);
});

test.each(['http://', 'http://a.', 'http://xn--a.', 'http://a/(', 'http://a/@', "http://a/'["])(
	'a long run of %s comes to an end',
	piece => {
		const run = piece.repeat(4000 / piece.length);
		expect(linksInText(`${run} `.repeat(50), 500).length).toBeLessThanOrEqual(500);
	},
);

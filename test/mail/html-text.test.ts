import fc from 'fast-check';
import {expect, test} from 'vitest';
import {seenOf} from '../../source/mail/html-text.ts';

const seen = (html: string) => seenOf(html).text;

test.each([
	['<p>one</p><p>two<br>three</p>', 'one\ntwo\nthree'],
	[
		'<table><tr><td>Code</td><td>482915</td></tr><tr><td>User</td><td>ann</td></tr></table>',
		'Code 482915\nUser ann',
	],
	['<table><tr><td>4</td><td>8</td><td>2</td><td>9</td></tr></table>', '4 8 2 9'],
	['<span>4</span><span>8</span><span>2</span>', '482'],
	['<div>4</div><div>8</div><div>2</div><div>9</div>', '4 8 2 9'],
	['<div>4</div><div>8</div><p>text</p>', '4\n8\ntext'],
	['<head><title>No</title><style>p{color:red}</style></head><script>no()</script><p>yes', 'yes'],
	['<p>a</p><!-- b --><!--[if mso]><p>c</p><![endif]--><!--[if !mso]><!--><p>d</p><!--<![endif]-->', 'a\nd'],
	['<img src="x" alt="Logo"><img src="y" width="1" height="1" alt="pixel">', 'Logo'],
	['a &amp; b &#52;&#x38; &nbsp;c', 'a & b 48 \u00a0c'],
	['<input value="482915" readonly><input type="hidden" value="no">', '482915'],
	['<p>  many \n\t blanks  </p>', 'many blanks'],
])('%s', (html, text) => {
	expect(seen(html)).toBe(text);
});

test.each([
	'display:none',
	'DISPLAY : NONE !important',
	'visibility:hidden',
	'font-size:0',
	'font-size:0px;line-height:0',
	'font-size:1px',
	'opacity:0',
	'mso-hide:all',
	'max-height:0;overflow:hidden',
	'text-indent:-9999px',
])('hidden by %s', style => {
	expect(seen(`<p>a</p><div style="${style}">no <b>no</b></div><p>b</p>`)).toBe('a\nb');
});

test.each(['font-size:0.9em', 'font-size:10px', 'opacity:0.5', 'display:block', 'max-height:0', 'color:red'])(
	'not hidden by %s',
	style => {
		expect(seen(`<p style="${style}">yes</p>`)).toBe('yes');
	},
);

test('what is inside takes back a size and an invisibility, and nothing else', () => {
	expect(seen('<td style="font-size:0"><div style="font-size:14px">yes</div></td>')).toBe('yes');
	expect(seen('<p style="visibility:hidden"><b style="visibility:visible">yes</b>no</p>')).toBe('yes');
	expect(seen('<p style="display:none"><b style="display:block;font-size:14px">no</b></p>')).toBe('');
	expect(seen('<p hidden>no</p>yes')).toBe('yes');
});

test('the style sheet of the mail hides classes and ids; rules for some screens do not', () => {
	const sheet =
		'<style>.pre, div.x {display:none} #y{opacity:0} @media (max-width:9px){.z{display:none}} .z{color:red}</style>';
	expect(seen(`${sheet}<p class="a pre">no</p><p class="x">no</p><p id="y">no</p><p class="z">yes</p>`)).toBe(
		'yes',
	);
});

test('links with the words on them, and none that is hidden', () => {
	const {links} = seenOf(
		'<a href=" https://a.test/?x=1&amp;y=2 ">Reset\n <b>password</b></a><a href="https://b.test"><img alt="Logo"></a>' +
			'<a href="https://c.test"></a><a>no</a><div style="display:none"><a href="https://d.test">no</a></div>',
	);
	expect(links).toEqual([
		{url: 'https://a.test/?x=1&y=2', text: 'Reset password'},
		{url: 'https://b.test', text: 'Logo'},
		{url: 'https://c.test'},
	]);
});

test('a quoted mail is marked as such', () => {
	expect(seen('<p>new</p><blockquote type="cite"><p>old</p></blockquote><p>new</p>')).toBe('new\n> old\nnew');
	expect(seen('<blockquote>482915</blockquote>')).toBe('482915');
});

test('20,000 elements in each other are read', () => {
	const html = `${'<div>'.repeat(20_000)}482915${'</div>'.repeat(20_000)}`;
	expect(seenOf(html)).toEqual({text: '482915', links: [], cut: false});
});

test.each(['<b>', '<b></i>', '<p>', '<', '<a ', '<!--', '<style>', '&amp', '<a href=x>', '<td>4'])(
	'half a megabyte of %s comes to an end',
	html => {
		expect(seenOf(html.repeat(500_000 / html.length)).links.length).toBeLessThanOrEqual(500);
	},
);

test('any text is read', () => {
	const piece = fc.constantFrom(
		'<div',
		'<a href="',
		'style="',
		'display:none',
		'">',
		'</a>',
		'<style>',
		'</',
		'x',
		'<td>',
	);
	fc.assert(
		fc.property(fc.array(fc.oneof(piece, fc.string()), {maxLength: 40}), pieces => {
			expect(typeof seen(pieces.join(''))).toBe('string');
		}),
	);
});

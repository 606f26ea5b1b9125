import {expect, test} from 'vitest';
import type {Mail} from '../../../source/mail/mail.ts';
import {linesOf} from '../../../source/mail/verification/lines.ts';
import {nameInLine} from '../../../source/mail/verification/naming.ts';
import {shapesIn} from '../../../source/mail/verification/shapes.ts';

const names = (text: string) => {
	const mail: Mail = {header: [], subject: text, from: [], to: [], links: [], attachments: [], octets: 0};
	const [line] = linesOf(mail);
	if (!line) return [];
	const found = shapesIn(line.text, line.hits);
	return found.shapes.map(shape => {
		const name = nameInLine(line, found, shape);
		return `${shape.value} ${name ? `${name.is} ${name.stands}` : 'nothing'}`;
	});
};

test.each([
	['Your verification code is 482915', ['482915 code before']],
	['482915 is your verification code', ['482915 code after']],
	['Your verification code (order 7712) is 482915', ['7712 other before', '482915 code before']],
	['Order 7712: your verification code is 482915', ['7712 other before', '482915 code before']],
	['Your verification code: use the code 482915', ['482915 code before']],
	['Your verification code was sent. Room 4829', ['4829 other before']],
	['Your verification code was sent. See 4829', ['4829 code apart']],
	['See 4829', ['4829 nothing']],
])('%s', (text, expected) => {
	expect(names(text)).toEqual(expected);
});

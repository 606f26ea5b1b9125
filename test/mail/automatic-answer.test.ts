import {expect, test} from 'vitest';
import type {HeaderField} from '../../source/core/trail.ts';
import {automaticAnswer} from '../../source/mail/automatic-answer.ts';

const header = (...fields: readonly (readonly [string, string])[]): readonly HeaderField[] =>
	fields.map(([name, value]) => ({name, value}));
const replied = ['auto-submitted', 'auto-replied'] as const;
const generated = ['auto-submitted', 'auto-generated'] as const;

test.each([
	[header(replied), 'Automatic reply: Your code', 'Auto-Submitted: auto-replied'],
	[
		header(['auto-submitted', 'auto-replied (vacation)'], ['in-reply-to', '<1@a>']),
		'Re: x',
		'Auto-Submitted: auto-replied',
	],
	[header(generated), 'Abwesenheitsnotiz: x', 'Auto-Submitted and its subject'],
	[header(['x-auto-response-suppress', 'All']), 'Out of Office', 'X-Auto-Response-Suppress and its subject'],
	[header(['precedence', 'auto_reply']), undefined, 'Precedence: auto_reply'],
	[header(['x-autoreply', 'yes']), 'x', 'X-Autoreply'],
])('%j with the subject %j is one', (fields, subject, told) => {
	expect(automaticAnswer(fields, subject)).toBe(told);
});

test.each([
	[header(replied), 'Your verification code'],
	[header(generated), 'Your verification code'],
	[header(generated, ['in-reply-to', '<1@a>']), 'Your ticket'],
	[header(), 'Automatic reply: x'],
	[header(['precedence', 'bulk']), 'Out of office supplies'],
	[header(['auto-submitted', 'no']), 'Automatic reply: x'],
])('%j with the subject %j is none', (fields, subject) => {
	expect(automaticAnswer(fields, subject)).toBeUndefined();
});

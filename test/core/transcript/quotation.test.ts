import {expect, test} from 'vitest';
import {readTranscript} from '../../../source/core/transcript.ts';

const said = (text: string) => readTranscript(text).lines.map(({side, text: line}) => `${side} ${line}`);

test.each([
	[
		'below whoever quotes',
		'On Tue, Ann wrote:\n> Message blocked\n> It said:\n> 554 5.7.1 no',
		['server 554 5.7.1 no'],
	],
	['twice', 'Hello,\n> > The answer was\n> > 554 5.7.1 no\n', ['server 554 5.7.1 no']],
	[
		'with a dialogue in it',
		'see:\n> <- 220 x\n> -> EHLO y\n> <- 250 x',
		['server 220 x', 'client EHLO y', 'server 250 x'],
	],
	['before every line', '> 220 x\n> EHLO y\n> 250 x', ['server 220 x', 'client EHLO y', 'server 250 x']],
	[
		'and is none where curl shows both sides',
		'< 220 x\n> EHLO y\n< 250 x\n> odd',
		['server 220 x', 'client EHLO y', 'server 250 x', 'client odd'],
	],
	['and is none of sendmail', '>>> EHLO y\n<<< 250 x', ['client EHLO y', 'server 250 x']],
])('a quotation %s', (_, text, lines) => {
	expect(said(text)).toEqual(lines);
});

test('a login is hidden where only one side is quoted', () => {
	const shown = JSON.stringify(
		readTranscript('Ann wrote:\n> AUTH LOGIN\n> a2ltQGV4YW1wbGUub3Jn\n> aHVudGVyMg==\n'),
	);
	expect(shown).not.toMatch(/aHVudGVyMg|hunter2|a2ltQGV4/);
});

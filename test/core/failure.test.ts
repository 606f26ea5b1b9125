import {expect, test} from 'vitest';
import {inWords} from '../../source/core/failure.ts';

test.each([
	[{code: 'server-failure'}, 'server failure'],
	[{code: 'timeout', detail: ''}, 'timeout'],
	[
		{code: 'timeout', detail: '192.0.2.1:53 did not answer within 3000 ms.'},
		'192.0.2.1:53 did not answer within 3000 ms',
	],
	[{code: 'tls', detail: 'a\u001B[2J\u202Eb\n'}, 'a\\u{1b}[2J\\u{202e}b\\u{a}'],
	[{code: 'malformed', detail: 'x'.repeat(60_000)}, `${'x'.repeat(400)}…`],
] as const)('%o', (failure, words) => {
	expect(inWords(failure)).toBe(words);
});

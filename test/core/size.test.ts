import {expect, test} from 'vitest';
import {octetsOf} from '../../source/commands/sink/amount.ts';
import {keywordInWords} from '../../source/core/explain/keyword.ts';
import {sizeInWords} from '../../source/core/size.ts';

test.each([
	[0, '0 octets'],
	[1, '1 octet'],
	[1023, '1023 octets'],
	[1536, '1.5 KB'],
	[20_000, '20 KB'],
	[1024 ** 2, '1 MB'],
	[1024 ** 3, '1 GB'],
	[1024 ** 5, '1024 TB'],
])('%i octets are %s', (octets, words) => {
	expect(sizeInWords(octets)).toBe(words);
});

test('a limit is called the same where it is set and where it is explained', () => {
	const octets = octetsOf('--max-size', '50MB');
	expect(sizeInWords(octets)).toBe('50 MB');
	expect(keywordInWords(`SIZE ${octets}`)).toBe('takes messages of up to 50 MB (52428800 octets)');
	expect(keywordInWords('SIZE 900')).toBe('takes messages of up to 900 octets');
	expect(keywordInWords('SIZE 0')).toContain('does not tell its limit');
});

import {expect, test} from 'vitest';
import {placeholderIn, placeholderInSample} from '../../../source/playbook/knowledge/placeholder.ts';

test.each([
	['pattern', 'pattern'],
	['an example', 'an example'],
	['Example text.', 'Example text.'],
	["exceeds google's limit of limit attachments", 'limit of limit'],
	['blocked by <host name>', '<host name>'],
	['blocked xxx', 'xxx'],
	['To do: TODO.', 'TODO'],
	['Call ...', '...'],
	['Set it to $value.', '$v'],
	['from %s', '%s'],
	['ip-address is listed', 'ip-address'],
])('in words: %s', (words, found) => {
	expect(placeholderIn(words)).toBe(found);
});

test.each([
	'username and password not accepted',
	'bare <?(line ?feed|lf)>?',
	'user does not exist - <',
	String.raw`^(\d\.\d+\.\d+ )?suspected spam(\.|$| )`,
	'Give the device a full host name such as nas.example.org.',
	'sender address \\[[^\\]]+\\] blocked using',
])('not in words: %s', words => {
	expect(placeholderIn(words)).toBeUndefined();
});

test.each([
	'550 <...>: gone',
	'550 gone from <ip address>',
	'550 gone %s',
	'550 gone …',
	'550 reply',
	'550 an example',
])('in a sample: %s', sample => {
	expect(placeholderInSample(sample)).toBeDefined();
});

test.each([
	'550 <kim@example.org>: gone',
	'504 5.5.2 <tnas>: Helo command rejected: need fully-qualified hostname',
	'550 5.5.2 mx.example.org Error: bare <LF> received',
	'554 Greylisted, please come back...',
])('not in a sample: %s', sample => {
	expect(placeholderInSample(sample)).toBeUndefined();
});

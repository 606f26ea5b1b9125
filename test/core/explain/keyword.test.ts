import {expect, test} from 'vitest';
import {explainLines} from '../../../source/core/explain.ts';

test('what EHLO offers is explained word by word', () => {
	const reply = [
		'250-smtp.example.org',
		...[
			'STARTTLS',
			'AUTH PLAIN XOAUTH2 X-OWN',
			'SIZE 35882577',
			'SIZE 0',
			'PIPELINING',
			'8BITMIME',
			'SMTPUTF8',
			'CHUNKING',
		].map(keyword => `250-${keyword}`),
		...[
			'DSN',
			'ENHANCEDSTATUSCODES',
			'LIMITS RCPTMAX=100',
			'XXXXXXXX',
			'X-OWN',
			'FROB',
			'SIZE 500000',
			'constructor',
		].map(keyword => `250-${keyword}`),
		'250 HELP',
	].join('\n');
	const [, , line] = explainLines(
		[
			{side: 'server', text: '220 x'},
			{side: 'client', text: 'EHLO x.example'},
			{side: 'server', text: reply},
		],
		{replies: []},
	);
	expect(line?.offers?.map(({keyword, means}) => `${keyword}: ${means}`)).toEqual([
		'STARTTLS: offers encryption',
		'AUTH PLAIN XOAUTH2 X-OWN: offers logins with PLAIN: name and password in one line; XOAUTH2: a token instead of the password; X-OWN',
		'SIZE 35882577: takes messages of up to 34 MB (35882577 octets)',
		'SIZE 0: takes messages of any size, or does not tell its limit',
		'PIPELINING: takes several commands at once',
		'8BITMIME: takes messages with characters beyond ASCII',
		'SMTPUTF8: takes addresses with characters beyond ASCII',
		'CHUNKING: takes a message in parts',
		'DSN: reports delivery when asked',
		'ENHANCEDSTATUSCODES: explains its replies with RFC 3463 codes',
		'LIMITS RCPTMAX=100: tells its limits: RCPTMAX=100',
		'XXXXXXXX: was blotted out on the way: a firewall or virus scanner hides what the server offers',
		'X-OWN: is an extension of this server’s own',
		'FROB: is an extension that lostmail does not know',
		'SIZE 500000: takes messages of up to 488 KB (500000 octets)',
		'constructor: is an extension that lostmail does not know',
		'HELP: has the HELP command',
	]);
});

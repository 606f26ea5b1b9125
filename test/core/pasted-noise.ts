import fc from 'fast-check';

const word = fc.constantFrom(
	...[
		'220 x',
		'250-AUTH PLAIN',
		'250 ok',
		'334',
		'334 UGFzc3dvcmQ6',
		'354',
		'535 5.7.8 no',
		'.',
		'*',
		'',
		'DATA',
		'QUIT',
	],
	...[
		'AUTH PLAIN',
		'AUTH LOGIN',
		'MAIL FROM:<a@b>',
		'EHLO x',
		'said: 550 no',
		"(535, b'no')",
		'=== TLS',
		'DONE',
		'\u001B[2J',
	],
);
const mark = fc.constantFrom(
	'',
	'C: ',
	'S: ',
	' -> ',
	'<-  ',
	'> ',
	'< ',
	'*** ',
	'send: ',
	'10:00:00 ',
	'>>> ',
	'In: ',
);
const noise = fc.oneof(word, fc.string({unit: 'binary', maxLength: 60}));
/** Lines as they might be pasted: real ones and noise, behind the marks of several programs. */
export const pasted = fc
	.array(fc.tuple(mark, noise), {maxLength: 30})
	.map(lines => lines.map(([before, line]) => `${before}${line}`).join('\n'));

import {expect, test} from 'vitest';
import {isWellPut, readPath} from '../../../source/sink/server/path.ts';

test.each([
	['MAIL FROM:<nas@home.test>', 'nas@home.test'],
	['MAIL FROM: <nas@home.test>', 'nas@home.test'],
	['mail from:nas@home.test', 'nas@home.test'],
	['MAIL FROM:<>', ''],
	['MAIL FROM:<root>', 'root'],
	['RCPT TO:<user.@x_y.test>', 'user.@x_y.test'],
	['RCPT TO:<"a b"@home.test>', '"a b"@home.test'],
	['RCPT TO:<"a>b\\"c"@home.test>', '"a>b\\"c"@home.test'],
	['RCPT TO:<@relay.test,@other.test:me@home.test>', 'me@home.test'],
	['RCPT TO:<me@[IPv6:2001:db8::1]>', 'me@[IPv6:2001:db8::1]'],
	['RCPT TO:<me@xn--bcher-kva.test>', 'me@xn--bcher-kva.test'],
])('%s', (command, address) => {
	expect(readPath(command)).toEqual({address, args: false});
});

test('parameters are read, and one that comes twice is named', () => {
	expect(readPath('MAIL FROM:<a@b.test> SIZE=12 body=8BITMIME SMTPUTF8')).toMatchObject({
		args: {SIZE: '12', BODY: '8BITMIME', SMTPUTF8: true},
	});
	expect(readPath('MAIL FROM:<a@b.test> SIZE=1 SIZE=2')).toMatchObject({duplicate: 'SIZE'});
	expect(readPath('MAIL FROM:<a@b.test> __proto__=1 constructor')).toMatchObject({args: {CONSTRUCTOR: true}});
});

test.each([
	'MAIL FROM',
	'MAIL FROM:',
	'MAIL FROM:<a@b.test',
	'MAIL FROM:<a b@c.test>',
	'MAIL FROM:<a<b@c.test>',
	'MAIL FROM:<@home.test>',
	'MAIL FROM:<a@b.test\u{0}>',
	'MAIL FROM:<a\r@b.test>',
	'MAIL FROM:<a@b\u{200b}.test>',
	`MAIL FROM:<${'a'.repeat(400)}@b.test>`,
])('nobody is named by %j', command => {
	expect(readPath(command)).toBeUndefined();
});

test.each([
	'MAIL FROM:<>',
	'mail from:<nas@home.test> SIZE=10',
	'MAIL FROM:<"a b"@home.test>',
	"MAIL FROM:<o'neil+tag@home.test>",
	'MAIL FROM:<näs@büro.test> SMTPUTF8',
	'RCPT TO:<Postmaster>',
	'RCPT TO:<me@[192.0.2.1]>',
	'RCPT TO:<me@[IPv6:2001:db8::1]>',
	'RCPT TO:<me@localhost>',
	'RCPT TO:<@relay.test:me@home.test>',
])('%s is well put', command => {
	expect(isWellPut(command)).toBe(true);
});

test.each([
	'MAIL FROM:nas@home.test',
	'MAIL FROM: <nas@home.test>',
	'MAIL FROM : <nas@home.test>',
	'MAIL TO:<nas@home.test>',
	'RCPT FROM:<nas@home.test>',
	'RCPT TO:<>',
	'MAIL FROM:<nas@a..b>',
	'MAIL FROM:<me@>',
	'MAIL FROM:<root>',
	'MAIL FROM:<a..b@home.test>',
	'MAIL FROM:<user.@home.test>',
	'MAIL FROM:<me@x_y.test>',
	'MAIL FROM:<me@-home.test>',
	'MAIL FROM:<nas@home.test.>',
	`MAIL FROM:<${'a'.repeat(65)}@home.test>`,
	'MAIL FROM:<nas@home.test>SIZE=10',
	'MAIL FROM',
])('%s is not', command => {
	expect(isWellPut(command)).toBe(false);
});

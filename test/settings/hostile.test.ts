import {describe, expect, test} from 'vitest';
import type {ConfigFile} from '../../source/settings/found.ts';
import {companionsOf, readSettings, secretAt} from '../../source/settings/read.ts';
import {told} from './reading.ts';

/** Far more than is ever read: whatever looks at each character again for each character does not come to an end here. */
const many = (unit: string): string => unit.repeat(Math.floor(1_000_000 / unit.length));

const read = (name: string, text: string) => {
	const file: ConfigFile = {name, text};
	companionsOf(file);
	const reading = readSettings(file, {fetched: [{asked: 'revaliases', file}]});
	if (reading.ok) secretAt(reading.value, [file]);
	return reading;
};

const texts: Readonly<Record<string, string>> = {
	'blanks before a value that ends in U+2028': `SMTP_URL=${many(' ')}${many('x')}\u2028`,
	'blanks before a value with a bare CR': `SMTP_URL=${many(' ')}${many('x')}\ry`,
	'blanks behind a name': `A${many(' ')}!`,
	'blanks behind export': `export ${many(' ')}!`,
	'blanks at the start': `${many(' ')}!`,
	'a name that does not end': many('a-'),
	'a sender that does not end': `SMTP_URL=smtp://u:p@h.test\nSMTP_FROM=@${many('<')}`,
	'a sender and blanks': `SMTP_URL=smtp://u:p@h.test\nSMTP_FROM=@${many('<a>  ')}x`,
	'a URL full of at signs': `SMTP_URL=smtp://${many('a@')}`,
	'msmtp: blanks': `host ${many(' ')}x\nauth on\npassword ${many(' ')}"`,
	'ssmtp: a hub in brackets': `mailhub=[${many('a:')}]:${many(':')}`,
	'ssmtp: blanks': `mailhub=${many(' ')}x y`,
	'postfix: braces that do not end': `relayhost = ${many('${')}`,
	'postfix: braces and parentheses': `relayhost = ${many('${$(')}`,
	'postfix: tables': `relayhost = h.test\nsmtp_sasl_auth_enable=yes\nsmtp_sasl_password_maps = ${many('a{')}`,
	'postfix: blanks': `relayhost${many(' ')}h.test\nmyhostname = ${many(' ')}\u2028`,
};

test.each(Object.entries(texts))('%s', (_what, text) => {
	for (const name of ['.env', 'msmtprc', 'ssmtp.conf', 'main.cf'])
		expect(typeof read(name, text).ok).toBe('boolean');
});

test.each([many('a'), many(' '), `[${many('a]:')} u:p`, `${many('[')} u:p`, many('a:')])(
	'a table of passwords',
	text => {
		const main = 'relayhost=[h.test]:587\nsmtp_sasl_auth_enable=yes\nsmtp_sasl_password_maps=hash:/p\n';
		const file = {name: 'p', text};
		const reading = readSettings({name: 'main.cf', text: main}, {fetched: [{asked: '/p', file}]});
		expect(reading.ok).toBe(true);
	},
);

describe('variables of Postfix that lead from one to the next', () => {
	const chain = (length: number) =>
		`relayhost = $a0\n${Array.from({length}, (_, index) => `a${index}=$a${index + 1}`).join('\n')}\na${length}=[h.test]:587\n`;

	test('so many as a person may write', () => {
		const reading = readSettings({name: 'main.cf', text: chain(40)});
		expect(reading.ok && reading.value.settings.host?.value).toBe('h.test');
	});

	test.each([60, 5000, 100_000])('%d of them are not followed, and that is said', length => {
		const reading = readSettings({name: 'main.cf', text: `${chain(length)}myhostname = nas.test\n`});
		expect(reading.ok && reading.value.settings.host).toBeUndefined();
		expect(told(reading)).toContain(
			'1: relayhost rests on a variable that this file alone does not tell, or on more than 50, one behind the other; it is not taken.',
		);
	});
});

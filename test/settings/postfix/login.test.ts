import {describe, expect, test} from 'vitest';
import type {Fetched} from '../../../source/settings/found.ts';
import {postfixCompanions, postfixSecret, readPostfix} from '../../../source/settings/postfix.ts';
import {told, valuesOf} from '../reading.ts';

const table = '/etc/postfix/sasl_passwd';
const read = (text: string, entries?: string) => {
	const fetched: readonly Fetched[] = postfixCompanions({name: 'main.cf', text}).map(({asked}) =>
		entries === undefined
			? {asked, why: 'it is not there'}
			: {asked, file: {name: 'sasl_passwd', text: entries}},
	);
	return readPostfix({name: 'main.cf', text}, fetched);
};

describe('login', () => {
	const base = `relayhost = [a.test]:587\nsmtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = hash:${table}\n`;
	const login = (entries: string, main = base) => {
		const values = valuesOf(read(main, entries));
		return [values['user'], values['password']];
	};

	test.each([
		['the destination as written', '[a.test]:587 kim:x', 'kim sasl_passwd:1', 'plain sasl_passwd:1'],
		['in other letters', '[A.Test]:587\tkim:x', 'kim sasl_passwd:1', 'plain sasl_passwd:1'],
		['the host comes first', '[a.test]:587 joe:x\na.test kim:x', 'kim sasl_passwd:2', 'plain sasl_passwd:2'],
		[
			'the first of two',
			'[a.test]:587 kim:x\n[a.test]:587 joe:y',
			'kim sasl_passwd:1',
			'plain sasl_passwd:1',
		],
		['continued', '[a.test]:587\n   kim:x', 'kim sasl_passwd:1', 'plain sasl_passwd:1'],
		['an @ in the name', '[a.test]:587 kim@a.test:x', 'kim@a.test sasl_passwd:1', 'plain sasl_passwd:1'],
		['no password', '[a.test]:587 kim:', 'kim sasl_passwd:1', undefined],
		['no colon', '[a.test]:587 canary', undefined, undefined],
		['another port', '[a.test]:465 kim:x', undefined, undefined],
		['another server', '[b.test]:587 kim:x', undefined, undefined],
	])('%s', (_what, entries, user, password) => {
		expect(login(entries)).toEqual([user, password]);
	});

	test('why Postfix does not log in is said', () => {
		const said = (entries?: string, main = base) => told(read(main, entries)).join('\n');
		expect(said('[a.test]:465 kim:x')).toContain(
			'1: This entry is for the same server, but its key is not spelled as relayhost ([a.test]:587)',
		);
		expect(said('a.test:587 kim:x')).toContain('1: This entry is for the same server');
		expect(said('[b.test]:587 kim:x')).toContain('There is no entry for [a.test]:587');
		expect(said('[a.test]:587 a:b\n[a.test]:587 c:d')).toContain('stands in line 2 again');
		expect(said('[a.test]:587 canary')).toContain('1: This entry is not NAME:PASSWORD');
		expect(said()).toContain('3: A table of passwords could not be read (it is not there)');
		expect(said('', base.replace('= yes', '= no'))).toContain(
			'3: Postfix does not log in, because smtp_sasl_auth_enable is not yes',
		);
		expect(said('', base.replace(`hash:${table}`, ''))).toContain('no table of passwords is named');
		expect(said('', base.replace(`hash:${table}`, 'pgsql:/canary'))).toContain(
			'of a kind that lostmail does not read',
		);
		expect(said('', base.replace(`hash:${table}`, 'pgsql:/canary'))).not.toContain('canary');
	});

	test.each([
		['static:kim:ca:nary', 'ca:nary'],
		['static:{kim:can ary, x}', 'can ary, x'],
		['static:kim:can$$ary', 'can$ary'],
		[`proxy:static:kim:canary hash:${table}`, 'canary'],
		['static:canary', undefined],
		['static:kim:pa$ss', undefined],
	])('a password in main.cf itself: %s', (maps, secret) => {
		const text = base.replace(`hash:${table}`, () => maps);
		const reading = read(text, '');
		expect(valuesOf(reading)['password']).toBe(secret === undefined ? undefined : 'plain main.cf:3');
		expect(postfixSecret(text, 3)).toBe(secret);
		expect(JSON.stringify(reading)).not.toMatch(/canary|ca:nary|can ary|ss;/);
	});

	test.each([
		['hash:/a, texthash:/b\n lmdb:/c proxy:btree:/d', ['/a', '/b', '/c', '/d']],
		['hash:$config_directory/sasl', ['./sasl']],
		['hash:$nope/sasl', []],
		['regexp:/a static:x inline:{a=b}', []],
		[
			Array.from({length: 50}, (_, index) => `hash:/${index}`).join(' '),
			['/0', '/1', '/2', '/3', '/4', '/5', '/6', '/7'],
		],
	])('%j names files', (maps, files) => {
		const text = `relayhost=[a.test]\nsmtp_sasl_password_maps = ${maps}\n`;
		expect(postfixCompanions({name: 'main.cf', text}).map(({asked}) => asked)).toEqual(files);
	});
});

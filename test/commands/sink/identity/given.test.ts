import {generateKeyPairSync, X509Certificate} from 'node:crypto';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {openIdentity} from '../../../../source/commands/sink/identity.ts';
import {createAuthority} from '../../../../source/lab/certificates.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-given-'));
afterAll(() => rmSync(folder, {recursive: true}));

const authority = await createAuthority();
const good = await authority.issue({name: 'nas.lan.test', kind: 'good'});
const expired = await authority.issue({name: 'nas.lan.test', kind: 'expired'});
const early = await authority.issue({name: 'nas.lan.test', kind: 'not-yet-valid'});
const weak = await authority.issue({name: 'nas.lan.test', kind: 'weak-key'});
const [leaf = '', above = ''] = good.cert.split(/(?<=END CERTIFICATE-----)\n/);
const {privateKey: locked} = generateKeyPairSync('ec', {
	namedCurve: 'P-256',
	publicKeyEncoding: {type: 'spki', format: 'pem'},
	privateKeyEncoding: {type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame'},
});

const open = async (certText: string, keyText: string) => {
	const given = {cert: path.join(folder, 'cert.pem'), key: path.join(folder, 'key.pem')};
	writeFileSync(given.cert, certText);
	writeFileSync(given.key, keyText);
	return openIdentity({names: ['nas.lan.test'], addresses: ['127.0.0.1'], now: Date.now(), folder, given});
};

test('a certificate of one’s own is what is shown, with its chain; what ends the chain is to be trusted', async () => {
	const {identity, authorityPem, sha256, certificates, notes} = await open(good.cert, good.key);
	expect([identity.cert].flat()[0]?.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
	expect(authorityPem.trim()).toBe(authority.pem.trim());
	expect(sha256).toBe(new X509Certificate(good.cert).fingerprint256.replaceAll(':', '').toLowerCase());
	expect(certificates).toEqual([{key: 'EC', sha256}]);
	expect(notes).toEqual([]);
});

test('its faults are made without its authority', async () => {
	const {faulty, identity} = await open(good.cert, good.key);
	const [first = ''] = [(await faulty('expired')).cert].flat();
	expect(new X509Certificate(first).validToDate.getTime()).toBeLessThan(Date.now());
	expect(await faulty('mute')).toBe(identity);
});

test('one that is for somebody else is used, and that is said', async () => {
	const other = await authority.issue({name: 'mail.example', kind: 'good'});
	const {notes} = await open(other.cert, other.key);
	expect(notes).toEqual([expect.stringMatching(/is for none of the names and addresses of this sink\.$/)]);
});

const wreck = (pem: string): string => pem.replace(/\n.{10}/, '\nAAAAAAAAAA');

test.each([
	['the two options swapped', good.key, good.cert, /--cert .*wrong way round$/],
	['a certificate for a key', good.cert, good.cert, /--key .*wrong way round$/],
	[
		'no certificate',
		'hello',
		good.key,
		/--cert .*expected a PEM file with a certificate, and its chain after it$/,
	],
	['no key', good.cert, 'hello', /--key .*expected a PEM file with a private key$/],
	['a broken certificate', wreck(leaf), good.key, /--cert .*cannot be read$/],
	['a broken key', good.cert, wreck(good.key), /--key .*the private key in it cannot be read$/],
	['two keys', good.cert, good.key + expired.key, /--key .*expected one private key, and here are 2$/],
	['a locked key', good.cert, locked, /--key .*protected by a passphrase, and none is asked for here$/],
	['another key', good.cert, expired.key, /--key .*does not belong to the certificate of --cert$/],
	['the chain in the wrong order', `${above}\n${leaf}`, good.key, /--key .*stands first$/],
	['one that has ended', expired.cert, expired.key, /--cert .*it ended on \d{4}-/],
	['one that has not begun', early.cert, early.key, /--cert .*it is not valid before \d{4}-/],
	['a key that is too weak', weak.cert, weak.key, /--cert .*TLS cannot be spoken with it: ee key too small$/],
])('%s is told in words, without the key', async (_words, cert, key, expected) => {
	const error = await open(cert, key).then(
		() => undefined,
		(thrown: Error) => thrown,
	);
	expect(error?.name).toBe('UsageError');
	expect(error?.message).toMatch(expected);
	const secrets = `${cert}\n${key}`.split('\n').filter(line => /^[A-Za-z0-9+/=]{20,}$/.test(line));
	for (const line of secrets) expect(error?.message).not.toContain(line);
});

test('a file that is not there is told by its option', async () => {
	const given = {cert: path.join(folder, 'none.pem'), key: path.join(folder, 'none.pem')};
	const opening = openIdentity({names: ['a.test'], addresses: [], now: Date.now(), given});
	await expect(opening).rejects.toThrow(/^lostmail: --cert .*none\.pem: there is no such file/);
});

import {createHash, createPrivateKey, X509Certificate} from 'node:crypto';
import {once} from 'node:events';
import {
	chmodSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {connect, createServer} from 'node:tls';
import {describe, expect, onTestFinished, test} from 'vitest';
import {openIdentity, type WantedIdentity} from '../../../source/commands/sink/identity.ts';
import {tlsFaults} from '../../../source/sink/misbehave.ts';
import type {Identity} from '../../../source/sink/sink.ts';

const now = Date.now();
const day = 86_400_000;
const scratch = (): string => {
	const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-identity-'));
	onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
	return folder;
};
const wanted = (folder: string | undefined, more: Partial<WantedIdentity> = {}): WantedIdentity => ({
	names: ['nas.lan.test'],
	addresses: ['127.0.0.1', '::1'],
	now,
	folder,
	...more,
});
const privateFiles = ['sink-authority.key', 'sink-certificate.key'];
const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

/** What a client comes to that trusts this authority and connects to the IP address. */
const verdictOf = async ({key, cert}: Identity, ca: string): Promise<string> => {
	const server = createServer({key, cert}, socket => socket.end());
	server.on('tlsClientError', () => {});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const client = connect({host: '127.0.0.1', port: (server.address() as AddressInfo).port, ca});
	try {
		await once(client, 'secureConnect');
		return 'trusted';
	} catch (error) {
		return String((error as NodeJS.ErrnoException).code);
	} finally {
		client.destroy();
		server.close();
	}
};

describe('the kept authority', () => {
	test('is made once, with its key for its owner alone', async () => {
		const folder = path.join(scratch(), 'made', 'here');
		const first = await openIdentity(wanted(folder));
		expect(first.notes).toEqual([]);
		expect(readdirSync(folder).sort()).toEqual([
			'sink-authority.key',
			'sink-authority.pem',
			'sink-certificate.key',
		]);
		expect(modeOf(folder)).toBe('700');
		for (const file of privateFiles) expect(modeOf(path.join(folder, file))).toBe('600');
		expect(readFileSync(path.join(folder, 'sink-authority.pem'), 'utf8')).toBe(first.authorityPem);
		expect(first.authorityPem).not.toMatch(/PRIVATE/);

		const second = await openIdentity(wanted(folder));
		expect(second.notes).toEqual([]);
		expect(second.sha256).toBe(first.sha256);
		expect(second.certificates).toEqual(first.certificates);
		expect(second.authorityPem).toBe(first.authorityPem);
	});

	test('is trusted by a client that was told to, under the IP address', async () => {
		const folder = scratch();
		const {authorityPem} = await openIdentity(wanted(folder));
		const {identity} = await openIdentity(wanted(folder));
		expect(await verdictOf(identity, authorityPem)).toBe('trusted');
	});

	test('tells the digest of what is shown', async () => {
		const {identity, sha256, certificates} = await openIdentity(wanted(undefined));
		const digests = [identity.cert]
			.flat()
			.map(pem => createHash('sha256').update(new X509Certificate(pem).raw).digest('hex'));
		expect(certificates).toEqual([
			{key: 'EC', sha256: digests[0]},
			{key: 'RSA', sha256: digests[1]},
		]);
		expect(sha256).toBe(digests[0]);
	});

	test('leaves an existing folder as open as it is, and closes a key that others could read', async () => {
		const folder = scratch();
		chmodSync(folder, 0o755);
		await openIdentity(wanted(folder));
		chmodSync(path.join(folder, 'sink-authority.key'), 0o644);
		await openIdentity(wanted(folder));
		expect(modeOf(folder)).toBe('755');
		expect(modeOf(path.join(folder, 'sink-authority.key'))).toBe('600');
	});

	test('is nowhere when nothing is to be kept, or nothing ever was', async () => {
		const {authorityPem, notes} = await openIdentity(wanted(undefined));
		expect(authorityPem).toMatch(/BEGIN CERTIFICATE/);
		expect(notes).toEqual([]);
	});

	test('is made anew when it is damaged, and that is said', async () => {
		const folder = scratch();
		const file = path.join(folder, 'sink-authority.key');
		const first = await openIdentity(wanted(folder));
		const other = await openIdentity(wanted(undefined));
		const whole = readFileSync(file, 'utf8');
		const [key = ''] = whole.split('-----BEGIN CERTIFICATE-----');
		const wrecks = ['', 'nothing', whole.slice(0, 900), key + other.authorityPem, whole.repeat(2)];
		for (const wreck of wrecks) {
			writeFileSync(file, wreck);
			const {notes, authorityPem, identity} = await openIdentity(wanted(folder));
			expect(notes).toEqual([
				'The authority of the sink was made anew, and devices that trusted the one before have to trust it again: what was kept of it is damaged.',
			]);
			expect(authorityPem).not.toBe(first.authorityPem);
			expect(await verdictOf(identity, authorityPem)).toBe('trusted');
			expect((await openIdentity(wanted(folder))).notes).toEqual([]);
		}
	});

	test('is made anew when it has ended, or begins later than now', async () => {
		const folder = scratch();
		await openIdentity(wanted(folder));
		const late = await openIdentity(wanted(folder, {now: now + 3700 * day}));
		expect(late.notes).toEqual([
			expect.stringMatching(/^The authority .* again: the one before ended on \d/),
		]);
		const early = await openIdentity(wanted(folder));
		expect(early.notes).toEqual([expect.stringMatching(/is not valid yet by the clock of this machine\.$/)]);
	});

	test.runIf(process.getuid?.() !== 0)('that may not be read is an error, and stays', async () => {
		const folder = scratch();
		await openIdentity(wanted(folder));
		chmodSync(folder, 0o000);
		await expect(openIdentity(wanted(folder))).rejects.toThrow(/^lostmail: cannot read /);
		chmodSync(folder, 0o700);
	});

	test('that is a folder is an error', async () => {
		const folder = scratch();
		mkdirSync(path.join(folder, 'sink-authority.key'));
		await expect(openIdentity(wanted(folder))).rejects.toThrow(/it is not a file/);
	});
});

describe('the certificate', () => {
	test.each([
		['an address is missing', {addresses: ['127.0.0.1', '192.168.7.9']}, 'is not for 192.168.7.9'],
		['a name is missing', {names: ['new.lan.test'] as const}, 'is not for new.lan.test'],
		['its time is nearly over', {now: now + 340 * day}, 'ends on '],
		['its time is over', {now: now + 400 * day}, 'ended on '],
	])('is made anew when %s, below the same authority', async (_words, more, why) => {
		const folder = scratch();
		const first = await openIdentity(wanted(folder));
		const second = await openIdentity(wanted(folder, more));
		expect(second.authorityPem).toBe(first.authorityPem);
		expect(second.sha256).not.toBe(first.sha256);
		expect(second.notes).toHaveLength(1);
		expect(second.notes[0]).toMatch(/^The certificate of the sink was made anew: the one before /);
		expect(second.notes[0]).toContain(why);
		expect((await openIdentity(wanted(folder, more))).sha256).toBe(second.sha256);
	});

	test('stays when an address of it is there no more', async () => {
		const folder = scratch();
		const first = await openIdentity(wanted(folder));
		const second = await openIdentity(wanted(folder, {addresses: ['127.0.0.1']}));
		expect({sha256: second.sha256, notes: second.notes}).toEqual({sha256: first.sha256, notes: []});
	});

	test('is made anew when it is damaged or of another authority', async () => {
		const [folder, elsewhere] = [scratch(), scratch()];
		const file = path.join(folder, 'sink-certificate.key');
		const {authorityPem} = await openIdentity(wanted(folder));
		await openIdentity(wanted(elsewhere));
		const foreign = readFileSync(path.join(elsewhere, 'sink-certificate.key'), 'utf8');
		for (const [text, why] of [
			[foreign, 'the one before was made by another authority.'],
			['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', 'what was kept of it is damaged.'],
		] as const) {
			writeFileSync(file, text);
			const {notes, identity} = await openIdentity(wanted(folder));
			expect(notes).toEqual([`The certificate of the sink was made anew: ${why}`]);
			expect(await verdictOf(identity, authorityPem)).toBe('trusted');
		}
	});

	test('is used all the same when it cannot be kept', async () => {
		const file = path.join(scratch(), 'a-file');
		writeFileSync(file, '');
		const {notes, identity, authorityPem} = await openIdentity(wanted(path.join(file, 'below')));
		expect(notes).toEqual([
			expect.stringMatching(/^The certificate of the sink could not be kept in .* \(E\w+\)/),
		]);
		expect(await verdictOf(identity, authorityPem)).toBe('trusted');
	});
});

test('every fault has an identity, and only those of certificates have another one', async () => {
	const {faulty, identity, authorityPem} = await openIdentity(wanted(undefined));
	const verdicts = await Promise.all(
		tlsFaults.map(async fault => [fault, await verdictOf(await faulty(fault), authorityPem)]),
	);
	expect(Object.fromEntries(verdicts)).toEqual({
		expired: 'CERT_HAS_EXPIRED',
		'not-yet-valid': 'CERT_NOT_YET_VALID',
		'self-signed': 'DEPTH_ZERO_SELF_SIGNED_CERT',
		'wrong-name': 'ERR_TLS_CERT_ALTNAME_INVALID',
		'unknown-issuer': 'SELF_SIGNED_CERT_IN_CHAIN',
		'old-version': 'trusted',
		cut: 'trusted',
		mute: 'trusted',
	});
	expect(await faulty('cut')).toBe(identity);
});

test('no key is in anything that is told', async () => {
	const folder = scratch();
	await openIdentity(wanted(folder));
	writeFileSync(path.join(folder, 'sink-certificate.key'), 'wreck');
	const {authorityPem, sha256, certificates, notes} = await openIdentity(wanted(folder));
	const told = JSON.stringify({authorityPem, sha256, certificates, notes});
	for (const file of privateFiles) {
		const text = readFileSync(path.join(folder, file), 'utf8');
		const keys = text.match(/-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/g) ?? [];
		expect(keys.length).toBeGreaterThan(0);
		for (const key of keys) {
			expect(createPrivateKey(key).type).toBe('private');
			for (const line of key.split('\n').slice(1, -1)) expect(told).not.toContain(line);
		}
	}
});

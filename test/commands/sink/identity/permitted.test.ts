import {X509Certificate} from 'node:crypto';
import {expect, test} from 'vitest';
import {
	openIdentity,
	type SinkIdentity,
	type WantedIdentity,
} from '../../../../source/commands/sink/identity.ts';
import {newPath} from '../scene.ts';

const now = Date.now();
const scratch = (): string => newPath('identity');
const wanted = (folder: string, more: Partial<WantedIdentity> = {}): WantedIdentity => ({
	names: ['nas.lan.test'],
	addresses: ['127.0.0.1', '::1'],
	now,
	folder,
	...more,
});

/** That the authority that is told signed what is shown; what clients make of its constraints is tested beside them. */
const expectTrusted = ({identity, authorityPem}: SinkIdentity) => {
	const authority = new X509Certificate(authorityPem);
	for (const pem of [identity.cert].flat())
		expect(new X509Certificate(pem).verify(authority.publicKey)).toBe(true);
};

test('the authority is made anew for a name that the one before may not sign for, and that is said', async () => {
	const folder = scratch();
	const first = await openIdentity(wanted(folder));
	const renamed = wanted(folder, {names: ['mail.example.com', 'localhost']});
	const second = await openIdentity(renamed);
	expect(second.authorityPem).not.toBe(first.authorityPem);
	expect(second.notes).toEqual([
		'The authority of the sink was made anew, and devices that trusted the one before have to trust it again: the one before may not sign for mail.example.com.',
	]);
	expectTrusted(second);
	expect((await openIdentity(renamed)).notes).toEqual([]);
});

test('the certificate leaves an address out that its authority may not sign for, and says so', async () => {
	const folder = scratch();
	const first = await openIdentity(wanted(folder, {addresses: ['127.0.0.1', '192.0.2.9']}));
	const moved = wanted(folder, {addresses: ['127.0.0.1', '192.0.2.9', '198.51.100.7', '2001:db8::7']});
	const second = await openIdentity(moved);
	expect(second.authorityPem).toBe(first.authorityPem);
	expect(second.sha256).toBe(first.sha256);
	expect(second.notes).toEqual([
		'The certificate of the sink is not for 198.51.100.7, 2001:db8::7: its authority, which devices may trust already, may not sign for that.',
	]);
	expectTrusted(second);
});

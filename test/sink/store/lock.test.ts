import {linkSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {expect, test} from 'vitest';
import {lock} from '../../../source/sink/store/lock.ts';
import {openArchive} from '../../../source/sink/store/open.ts';
import {envelopeOf, expectFault, keep, openFolder, openSample, sessionOf, turns} from './sample.ts';

const at = openFolder();

test('one has it, and the next when it is released', () => {
	const held = lock(at('mail'));
	expect(() => lock(at('mail'))).toThrow(expect.objectContaining({code: 'in-use'}));
	expect(() => lock(at('mail'))).toThrow(expect.objectContaining({code: 'in-use'}));
	lock(at('other')).release();
	held.release();
	lock(at('mail')).release();
	expect(statSync(at('mail-lock')).mode & 0o777).toBe(0o600);
});

test('by another name of the file or of its folder it is the same', async () => {
	const [file, linked] = [at('real', 'sink.db'), at('linked.db')];
	mkdirSync(at('real'));
	symlinkSync(at('real'), at('folder'));
	const early = lock(at('folder', 'sink.db'));
	await expectFault('in-use', file, () => openSample({file}));
	early.release();
	const store = await openSample({file});
	symlinkSync(file, linked);
	await expectFault('in-use', linked, () => openSample({file: linked}));
	await expectFault('in-use', at('folder', 'sink.db'), () => openSample({file: at('folder', 'sink.db')}));
	store.close();
	const next = await openSample({file: linked});
	await keep(next);
	await expectFault('in-use', file, () => openSample({file}));
	next.close();
});

test('a second name of the file has a lock of its own, and so is refused', async () => {
	const [file, second] = [at('first.db'), at('second.db')];
	const store = await openSample({file});
	await keep(store);
	linkSync(file, second);
	await expectFault('many-names', second, () => openSample({file: second}));
	store.close();
	await expectFault('many-names', file, () => openSample({file}));
	expect(openArchive(file).counts().messages).toBe(1);
	rmSync(second);
	const again = await openSample({file});
	expect(again.counts().messages).toBe(1);
	again.close();
});

test('a writer whose lock was taken away acknowledges nothing any more', async () => {
	const file = at('taken');
	const store = await openSample({file});
	await keep(store, 'before');
	const deposit = store.deposit();
	deposit.write(Buffer.alloc(700_000));
	await turns(3);
	renameSync(`${file}-lock`, at('elsewhere'));
	const second = await openSample({file});
	await turns(5);
	const session = sessionOf(store.nextSession());
	await expectFault('in-use', file, () => deposit.keep(envelopeOf(session.id), session));
	await expectFault('in-use', file, () => keep(store, 'after'));
	await expectFault('in-use', file, () => store.remove([1]));
	second.close();
	rmSync(`${file}-lock`);
	renameSync(at('elsewhere'), `${file}-lock`);
	await expectFault('in-use', file, () => keep(store, 'once lost is lost'));
	store.close();
	const again = await openSample({file});
	expect(again.messages([], {most: 9}).map(({id}) => id)).toEqual([1]);
	again.close();
});

test('a message whose pieces were swept away is not acknowledged, and the others are', async () => {
	const file = at('swept');
	const store = await openSample({file});
	const other = new DatabaseSync(file);
	for (const sql of [
		'UPDATE loose SET trash = 1',
		'DELETE FROM loose',
		'DELETE FROM piece WHERE id % 65536 = 1',
	]) {
		const deposit = store.deposit();
		deposit.write(Buffer.alloc(700_000));
		await turns(3);
		other.exec(sql);
		const session = sessionOf(store.nextSession());
		const [lost, kept] = await Promise.allSettled([
			deposit.keep(envelopeOf(session.id), session),
			keep(store, 'small'),
		]);
		expect(lost).toMatchObject({status: 'rejected', reason: {code: 'in-use'}});
		expect(kept.status).toBe('fulfilled');
		await turns(5);
	}
	expect(other.prepare('SELECT count(*) AS found FROM piece').get()?.['found']).toBe(3);
	other.close();
	expect(store.counts()).toMatchObject({messages: 3, octets: 15});
	store.close();
});

test('a store that was moved away while it is written acknowledges nothing any more', async () => {
	const file = at('moved');
	const store = await openSample({file});
	await keep(store);
	renameSync(file, at('moved-away'));
	await expectFault('replaced', file, () => keep(store));
	writeFileSync(file, '');
	await expectFault('replaced', file, () => keep(store));
	store.close();
});

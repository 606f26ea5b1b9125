import {chmodSync, existsSync, mkdirSync, readlinkSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {lock} from '../../../source/sink/store/lock.ts';
import {makePrivate} from '../../../source/sink/store/private.ts';
import {expectFault, openFolder, openSample} from './sample.ts';

const at = openFolder();
const modeOf = (file: string) => statSync(file).mode & 0o777;

test('a folder that is there keeps its mode, a missing one is for its user alone', () => {
	mkdirSync(at('given'));
	chmodSync(at('given'), 0o755);
	makePrivate(at('given', 'deep', 'sink.db'));
	expect([at('given'), at('given', 'deep'), at('given', 'deep', 'sink.db')].map(modeOf)).toEqual([
		0o755, 0o700, 0o600,
	]);
});

test.each(['-lock', '-wal', '-shm', '-journal'])(
	'a link at %s is refused, and nothing is done to what it leads to',
	async end => {
		const [file, theirs] = [at(`linked${end}.db`), at(`theirs${end}`)];
		writeFileSync(theirs, 'theirs', {mode: 0o644});
		symlinkSync(theirs, `${file}${end}`);
		await expectFault('link', file, () => openSample({file}));
		expect(modeOf(theirs)).toBe(0o644);
		expect(readlinkSync(`${file}${end}`)).toBe(theirs);
	},
);

test('a link that leads nowhere is refused, and nothing is made there', async () => {
	symlinkSync(at('nowhere'), at('dangling.db'));
	await expectFault('link', at('dangling.db'), () => openSample({file: at('dangling.db')}));
	expect(existsSync(at('nowhere'))).toBe(false);
});

test('where no folder can be there is a fault in words, and an end', async () => {
	writeFileSync(at('file'), '');
	await expectFault('failed', at('file', 'deep', 'sink.db'), () =>
		openSample({file: at('file', 'deep', 'sink.db')}),
	);
	await expectFault('not-a-store', at('given-lock'), () => {
		mkdirSync(at('given-lock-lock'));
		lock(at('given-lock'));
	});
});

test.runIf(process.platform === 'linux')('a store in /proc has an end as well', async () => {
	const file = '/proc/no-such-folder/deep/sink.db';
	await expectFault('failed', file, () => openSample({file}));
});

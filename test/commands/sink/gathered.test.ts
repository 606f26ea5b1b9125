import {expect, test, vi} from 'vitest';
import {gathered} from '../../../source/commands/sink/gathered.ts';

test('what is said in one moment is written at once, in its order', async () => {
	const written: string[] = [];
	const {out, flush} = gathered(text => written.push(text));
	out('one\n');
	out('');
	out('two\n');
	expect(written).toEqual([]);
	await vi.waitFor(() => expect(written).toEqual(['one\ntwo\n']));
	out('three\n');
	flush();
	expect(written).toEqual(['one\ntwo\n', 'three\n']);
	flush();
	expect(written).toHaveLength(2);
});

import {mkdirSync} from 'node:fs';
import path from 'node:path';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {casesFolder, fileOfCase, inUse} from '../../../source/commands/case/store.ts';
import {newFolder, writeCase} from '../../cases/folder.ts';

beforeEach(() => {
	vi.stubEnv('XDG_STATE_HOME', newFolder());
	mkdirSync(casesFolder(), {recursive: true});
});
afterEach(() => {
	vi.unstubAllEnvs();
});

test('a case that somebody else has open is called by its id, any other file by its path', () => {
	const file = writeCase(casesFolder(), {id: 'abcd01'});
	expect(inUse(file, {pid: 7}).message).toMatch(
		/^lostmail: case abcd01 is open in another lostmail, process 7\.\n {2}Leave it there first; .*"kill 7"/,
	);
	expect(inUse('/elsewhere/a.ndjson', {pid: undefined}).message).toBe(
		'lostmail: /elsewhere/a.ndjson: this case is open in another lostmail.\n  Leave it there first.',
	);
});

test('a file that is not there is told with what to do', () => {
	expect(() => fileOfCase(path.join(casesFolder(), 'none.ndjson'))).toThrow(
		/none\.ndjson: there is no such file\n {2}.*lostmail case list/,
	);
});

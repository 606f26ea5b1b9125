import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {givenAnswers} from '../../source/commands/answers.ts';
import {readCase} from '../../source/commands/case/read.ts';
import {fileTrouble} from '../../source/commands/file-trouble.ts';
import {readConfig} from '../../source/commands/from-config.ts';
import {readKnowledge, readPlaybook} from '../../source/commands/house.ts';
import {reachabilityOf} from '../../source/commands/options.ts';
import {recordTo, reportTo} from '../../source/commands/output.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-trouble-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));
const missing = path.join(folder, 'nowhere', 'file');
const knowledge = await readKnowledge();
const playbook = await readPlaybook('smtp-settings', knowledge);
const io = {signal: new AbortController().signal, err: () => {}, out: () => {}} as never;
const plain = {set: [], secret: [], resolver: [], connectTo: [], ca: []};

test.each<readonly [string, () => unknown]>([
	['--inputs', () => givenAnswers(playbook, {set: [], inputs: missing}, io)],
	['--ca', () => reachabilityOf({...plain, ca: [missing]})],
	['--dns-overlay', () => reachabilityOf({...plain, dnsOverlay: missing})],
	['--from-config', () => readConfig({named: missing, isStdinTaken: false}, playbook, io)],
	['--record', () => recordTo(missing, io)],
	['--output', () => reportTo({} as never, {output: missing}, knowledge, io)],
	['a case file', () => readCase(missing)],
	['a playbook that is a folder', () => readPlaybook(folder, knowledge)],
])('%s: what stands in the way is said in words, and not as the system calls it', async (_, act) => {
	const said = await Promise.resolve()
		.then(act)
		.then(
			() => '',
			({message}: Error) => message,
		);
	expect(said).toMatch(/there is no such file or folder|it is a folder|its folder is not there/);
	expect(said).not.toMatch(/E[A-Z]{4,}|open '/);
});

test('what nobody has words for says what the system says', () => {
	expect(fileTrouble(Object.assign(new Error('strange'), {code: 'ESTRANGE'}))).toBe('strange');
});

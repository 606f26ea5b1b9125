import {writeFile} from 'node:fs/promises';
import {describe, expect, test} from 'vitest';
import {openFolder, raise} from './in-lab.ts';
import {lostmail} from './lostmail.ts';

const inFolder = openFolder();

const fragment = async (text: string): Promise<string> => {
	const file = inFolder('new.zone');
	await writeFile(file, text);
	return file;
};

const mx = ['check', 'dns.mx', 'domain=mailbox.test'];

test('a change is judged before it is published, and that it is not is said', async () => {
	const file = await fragment('mailbox.test. MX 0 .\n');
	const {lab, reach, run} = await raise('healthy', inFolder());
	const check = await lostmail([...mx, ...reach, '--dns-overlay', file]);
	const asJson = await lostmail([...mx, ...reach, '--dns-overlay', file, '--json']);
	const record = inFolder('case.ndjson');
	const whole = await lostmail([...run, '--dns-overlay', file, '--report', 'text', '--record', record]);
	const replayed = await lostmail(['case', 'replay', record, '--report', 'text']);
	const without = await lostmail([...mx, ...reach]);
	await lab.close();
	const line = `mailbox.test. MX 0 . (from ${file}, not published)`;
	expect(check).toMatchObject({code: 1, stderr: ''});
	expect(check.stdout).toContain(`Assumed: ${line}\n`);
	expect(JSON.parse(asJson.stdout)).toMatchObject({
		finding: {level: 'problem'},
		assumed: [line],
		evidence: [{probe: 'dns', answer: {server: 'overlay', protocol: 'overlay', tries: 0}}],
	});
	expect(whole.code).toBe(1);
	expect(whole.stdout.replaceAll(/\s+/g, ' ')).toContain(
		`Assumed, and so not what the world sees now ${line}`,
	);
	expect(replayed.stdout).toBe(whole.stdout);
	expect(without.code).toBe(0);
	expect(without.stdout).not.toContain('Assumed');
});

test('what is assumed is known offline as well', async () => {
	const file = await fragment('$ORIGIN mailbox.test.\n@ MX 0 .\n');
	const {code, stdout} = await lostmail([...mx, '--offline', '--json', '--dns-overlay', file]);
	expect(code).toBe(1);
	expect(JSON.parse(stdout)).toMatchObject({evidence: [{answer: {protocol: 'overlay'}}]});
});

describe('a fragment that cannot be read is a usage error with file and line', () => {
	test.each([
		['bad line here', ':1: "line" is no record type'],
		['a.test. MX 10 mx.a.test.\nexample.org A 192.0.2.1', ':2: "example.org" is relative'],
		['\n', ':1: there is no record in it'],
	])('%j', async (text, wanted) => {
		const file = await fragment(text);
		const {code, stdout, stderr} = await lostmail([...mx, '--dns-overlay', file]);
		expect({code, stdout}).toEqual({code: 2, stdout: ''});
		expect(stderr).toContain(`lostmail: --dns-overlay ${file}${wanted}`);
	});

	test('with every other mistake', async () => {
		const file = await fragment('a.test. A 1\nb.test. A 2\n');
		const {stderr} = await lostmail([...mx, '--dns-overlay', file, '--timeout', 'soon']);
		for (const part of [`${file}:1: `, `${file}:2: `, '--timeout soon']) expect(stderr).toContain(part);
		const missing = await lostmail([...mx, '--dns-overlay', '/missing.zone']);
		expect(missing.code).toBe(2);
		expect(missing.stderr).toContain('--dns-overlay /missing.zone: there is no such file or folder');
	});
});

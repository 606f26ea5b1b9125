import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, expect, test} from 'vitest';
import type {Io} from '../../../source/commands/io.ts';
import {runPlaybook} from '../../../source/commands/run/start.ts';
import {raiseLab, readScenario} from '../../../source/lab/world.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-token-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** As Postmark has them: one token is login name and password. */
const token = '7f3c9a10-canary-4b2e';

const labOf = async (accepted: string) => {
	const read = await readScenario(path.resolve('playbooks/scenarios'), 'healthy');
	if (!read.ok) throw new Error('no scenario');
	const {value: scenario} = read;
	return raiseLab({
		...scenario,
		servers: scenario.servers.map(server =>
			server.host === 'smtp.provider.test' ? {...server, users: {[token]: accepted}} : server,
		),
		answers: {...scenario.answers, 'smtp-user': token},
	});
};

test.each([
	['taken', token, 'json'],
	['taken', token, 'text'],
	['refused', 'another-password', 'json'],
	['refused', 'another-password', 'ndjson'],
	['refused', 'another-password', 'text'],
] as const)(
	'one token for both, %s: it is nowhere but at the server (%s, %s)',
	async (_what, accepted, report) => {
		const lab = await labOf(accepted);
		const {'smtp-host': host, 'smtp-port': port, ...rest} = lab.answers;
		const place = mkdtempSync(path.join(folder, 'case-'));
		writeFileSync(path.join(place, 'ca.pem'), lab.ca);
		const record = path.join(place, 'case.ndjson');
		const file = path.join(folder, 'settings.env');
		writeFileSync(file, `SMTP_URL=smtp://${token}:${token}@${host}:${port}\n`, {mode: 0o600});
		let written = '';
		const write = (text: string) => {
			written += text;
		};
		await runPlaybook(
			'tos-verification-code',
			{
				set: Object.entries(rest)
					.filter(([name]) => name !== 'smtp-security' && name !== 'smtp-user')
					.map(([name, value]) => `${name}=${value}`),
				fromConfig: file,
				secret: [],
				resolver: [lab.resolver],
				connectTo: lab.connectTo,
				ca: [path.join(place, 'ca.pem')],
				timeout: '3s',
				report,
				record,
			},
			{
				out: write,
				err: write,
				stdin: {},
				stdout: {},
				stderr: {},
				env: {},
				signal: new AbortController().signal,
			} as unknown as Io,
		);
		await lab.close();
		const logins = lab.sessions().flatMap(session => session.logins);

		expect(logins).toEqual([token]);
		expect(written).toContain('smtp-user ••••••');
		const files = readdirSync(place).map(name => readFileSync(path.join(place, name), 'utf8'));
		for (const text of [written, ...files])
			for (const canary of [
				token,
				Buffer.from(token).toString('base64'),
				Buffer.from(`\0${token}\0${token}`).toString('base64'),
			])
				expect(text).not.toContain(canary);
		expect(readFileSync(record, 'utf8')).toContain('"input":"smtp-user","value":"••••••"');
	},
);

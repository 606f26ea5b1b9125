import {expect, test} from 'vitest';
import roundtrip from '../../source/checks/mail/roundtrip.ts';
import {worldOf} from '../../source/commands/compose.ts';
import {readKnowledge} from '../../source/commands/house.ts';
import type {Finding} from '../../source/core/check.ts';
import {createVault} from '../../source/engine/redact.ts';
import {parseScenario} from '../../source/lab/scenario.ts';
import {raiseLab} from '../../source/lab/world.ts';
import {parseConnectTo} from '../../source/probes/connect-to.ts';

const knowledge = await readKnowledge();
const secrets = {'smtp-password': 'lab-password-1', 'imap-password': 'lab-password-2'};

const worldWith = (mailbox: string, message = ''): string =>
	[
		'title: A mailbox at the end of the way',
		'about: Made for one test.',
		'fault: none',
		'zones:',
		'  provider.test: {smtp: A 127.0.0.1}',
		'servers:',
		`  - {host: smtp.provider.test, port: 587, users: {nas@home.test: lab-password-1}${message}}`,
		'mailbox:',
		'  password: lab-password-2',
		'  folders: [{path: Spam, use: junk}, {path: Bin, use: trash}, {path: Lists}]',
		mailbox,
		'expect: {verdict: healthy}',
	].join('\n');

const params = {
	host: 'smtp.provider.test',
	port: 587,
	security: 'starttls',
	user: 'nas@home.test',
	password: 'smtp-password',
	from: 'nas@home.test',
	to: 'person@mailbox.test',
	'may-send': 'yes',
	'imap-host': 'imap.mailbox.test',
	'imap-port': 993,
	'imap-security': 'implicit',
	'imap-user': 'person@mailbox.test',
	'imap-password': 'imap-password',
	'wait-minutes': 2,
};

/** Runs the round trip once, with the real probe for SMTP, in a world that is up only for that long. */
const tripIn = async (
	source: string,
): Promise<{readonly finding: Finding; readonly sent: readonly string[]}> => {
	const scenario = parseScenario('round-trip', source);
	if (!scenario.ok) throw new Error(JSON.stringify(scenario.failure));
	const lab = await raiseLab(scenario.value);
	const vault = createVault();
	for (const [name, value] of Object.entries(secrets)) vault.set(name, value);
	const {signal} = new AbortController();
	const connectTo = lab.connectTo.flatMap(text => {
		const parsed = parseConnectTo(text);
		return parsed.ok ? [parsed.value] : [];
	});
	const mailbox = await lab.mailbox?.(vault.get);
	if (!mailbox) throw new Error('this world has no mailbox');
	const reach = {
		resolvers: [lab.resolver],
		connectTo,
		ca: [lab.ca],
		timeout: 2000,
		deadline: 60_000,
		offline: false,
		mailbox,
	};
	const world = worldOf(reach, {answers: {}, vault, attended: false, signal}, knowledge);
	const {probes, close} = world.open(0);
	try {
		const finding = await roundtrip.run(roundtrip.params.parse(params), {
			probes,
			signal,
			...knowledge,
			startedAt: Date.now(),
			tag: 'a1b2c3',
		});
		for (const value of Object.values(secrets)) {
			expect(JSON.stringify(finding)).not.toContain(value);
			expect(JSON.stringify(finding)).not.toContain(Buffer.from(value).toString('base64'));
		}
		return {finding, sent: lab.sessions().flatMap(({messages}) => messages)};
	} finally {
		close();
		await lab.close();
	}
};

const comes = (more: string) => `  arrives: [{of: test-mail, ${more}}]`;

test.each([
	['in-inbox', 'ok', comes('after: 4')],
	['in-junk', 'problem', comes('after: 4, folder: Spam, header: "X-Spam-Flag: YES"')],
	['in-folder', 'problem', comes('folder: Lists')],
	['in-trash', 'problem', comes('folder: Bin')],
	['lost', 'unknown', '  arrives: [{after: 1, header: "From: other@terra.test"}]'],
] as const)('a test mail that is %s is found to be so', async (code, level, mailbox) => {
	const {finding, sent} = await tripIn(worldWith(mailbox));
	expect(finding, finding.text).toMatchObject({code, level});
	expect(sent).toHaveLength(1);
});

test('a test mail that is refused does not come', async () => {
	const {finding} = await tripIn(worldWith(comes('after: 0'), ', replies: {message: 554 5.7.1 Spam}'));
	expect(finding, finding.text).toMatchObject({code: 'not-accepted', level: 'unknown'});
});

test('where the mailbox does not let us in, nothing is sent', async () => {
	const {finding, sent} = await tripIn(
		worldWith('  stop: {stage: login, refusal: {code: ALERT, text: Application-specific password required}}'),
	);
	expect(finding, finding.text).toMatchObject({code: 'not-reached', facts: {stopped: 'app-password-needed'}});
	expect(sent).toEqual([]);
});

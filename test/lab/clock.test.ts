import {afterEach, describe, expect, test} from 'vitest';
import skew from '../../source/checks/clock/skew.ts';
import {worldOf} from '../../source/commands/compose.ts';
import type {Finding} from '../../source/core/check.ts';
import {createVault} from '../../source/engine/redact.ts';
import {withDates} from '../../source/lab/clock.ts';
import {parseScenario} from '../../source/lab/scenario.ts';
import {type Lab, raiseLab} from '../../source/lab/world.ts';
import {parseConnectTo} from '../../source/probes/connect-to.ts';
import {knowledge} from '../checks/health.ts';

const labs: Lab[] = [];
afterEach(async () => {
	await Promise.all(labs.splice(0).map(lab => lab.close()));
});

const never = new AbortController().signal;

/** Looks at the clock in a world, with real probes. */
const lookAt = async (world: string, params: object): Promise<Finding> => {
	const parsed = parseScenario(
		'one',
		`title: One\nabout: A world.\nfault: none\nexpect: {verdict: healthy}\n${world}`,
	);
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.failure));
	const lab = await raiseLab(parsed.value);
	labs.push(lab);
	const connectTo = lab.connectTo.flatMap(text => {
		const rule = parseConnectTo(text);
		return rule.ok ? [rule.value] : [];
	});
	const reach = {
		resolvers: [lab.resolver],
		connectTo,
		ca: [lab.ca],
		timeout: 2000,
		deadline: 9000,
		offline: false,
	};
	const staff = {answers: {}, vault: createVault(), attended: false, signal: never};
	const {probes, close} = worldOf(reach, staff, knowledge).open(1);
	const finding = await skew.run(skew.params.parse(params), {
		probes,
		signal: never,
		...knowledge,
		startedAt: Date.now(),
		tag: 't1',
	});
	close();
	return finding;
};

const smtp = {host: 'smtp.provider.test', port: 587, security: 'starttls'};
const server = (banner: string) => `servers: [{host: smtp.provider.test, port: 587, banner: '${banner}'}]\n`;

test.each([
	['right', '{date}', 'time: [{host: ntp.test}]', {ntp: 'ntp.test'}],
	['right', 'ready at {date+30}', '', {}],
	['perhaps-wrong', '{date+3600}', '', {}],
	['not-found-out', 'Postfix', '', {}],
	['wrong', '{date-7200}', 'time: [{host: ntp.test, offset: -7200}]', {ntp: 'ntp.test'}],
	[
		'perhaps-wrong',
		'Postfix',
		'time: [{host: ntp.test, port: 1123, offset: 3100000000}]',
		{ntp: 'ntp.test:1123'},
	],
	['slightly-off', '{date+120}', 'web: [{host: www.test, clock: 120}]', {url: 'https://www.test/'}],
	['wrong', 'Postfix', 'web: [{host: www.test, clock: 86400}]', {url: 'https://www.test/'}],
	[
		'perhaps-wrong',
		'Postfix',
		'web: [{host: www.test, clock: 86400, certificate: expired}]',
		{url: 'https://www.test/'},
	],
	[
		'perhaps-wrong',
		'{date+86400}',
		'web: [{host: www.test, port: 80, scheme: http, clock: 86400}]',
		{url: 'http://www.test/'},
	],
	[
		'sources-disagree',
		'Postfix',
		'time: [{host: ntp.test}]\nweb: [{host: www.test, clock: 3600}]',
		{url: 'https://www.test/', ntp: 'ntp.test'},
	],
] as const)('%s: %s, %s', async (code, banner, world, params) => {
	expect(await lookAt(`${server(banner)}${world}\n`, {...smtp, ...params})).toMatchObject({code});
});

describe('a time server that tells nothing', () => {
	test.each([
		['rate', /the server turns the question away: RATE/],
		['unsynchronised', /the server says that its clock is not set/],
		['garbage', /an answer to another question/],
		['silent', /no answer within 2 s/],
		['refused', /ECONNREFUSED/],
	])('%s', async (fault, why) => {
		const finding = await lookAt(`time: [{host: ntp.test, fault: ${fault}}]\n`, {ntp: 'ntp.test'});
		expect(finding).toMatchObject({code: 'not-found-out', facts: {why: expect.stringMatching(why)}});
	});
});

test('a scripted greeting has the time as well, and other braces stay', async () => {
	const world = `servers: [{host: smtp.provider.test, port: 587, replies: {greeting: '554 no {date-86400}'}}]\n`;
	expect(await lookAt(world, smtp)).toMatchObject({code: 'perhaps-wrong'});
	expect(withDates('{dates} {date+x} {}')).toBe('{dates} {date+x} {}');
});

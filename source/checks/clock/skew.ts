import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, ok, problem, type Reach, unknown, warning} from '../../core/check.ts';
import {filePath, host, port} from '../../core/value.ts';
import {type ServerParams, serverFacts, serverParams} from '../conversation.ts';
import {type DeviceVerdict, deviceFacts, deviceVerdict, deviceWords} from './skew/device.ts';
import {
	type Compared,
	type MachineVerdict,
	machineFacts,
	machineVerdict,
	machineWords,
	muteLine,
	skewOf,
	sourceLine,
} from './skew/machine.ts';
import {greetingTimeOf, type Source, type TimeServer, type Told, timeOf, webTimeOf} from './skew/sources.ts';
import {skewWords} from './skew/words.ts';

const isWebUrl = (typed: string): boolean => {
	const url = URL.parse(typed);
	return (
		typed.length <= 2048 &&
		url !== null &&
		(url.protocol === 'http:' || url.protocol === 'https:') &&
		host().safeParse(url.hostname.replace(/^\[|\]$/g, '')).success &&
		url.username === '' &&
		url.password === ''
	);
};

/** Reads `HOST`, `HOST:PORT`, an IPv6 address, or one in brackets with a port. */
const timeServerIn = (typed: string): TimeServer | undefined => {
	if (host().safeParse(typed).success) return {server: typed};
	const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(typed) ?? [];
	const server = host().safeParse(bracketed ?? plain);
	const number = port().safeParse(digits);
	if (!server.success || (digits !== undefined && !number.success)) return undefined;
	return {server: server.data, ...(number.success ? {port: number.data} : {})};
};

const params = serverParams.partial().extend({
	url: z
		.string()
		.refine(isWebUrl, {error: 'expected a URL such as https://www.example.org/'})
		.optional()
		.describe('A web page (http or https) whose server is asked for the time.'),
	ntp: z
		.string()
		.refine(typed => timeServerIn(typed) !== undefined, {
			error: 'expected a time server such as ntp.example.org or 192.0.2.123:123',
		})
		.optional()
		.describe('A time server (NTP), HOST or HOST:PORT; without it none is asked.'),
	message: filePath().optional().describe('The file of a mail that the device sent, as it was received.'),
});

type Params = z.output<typeof params>;

export default defineCheck({
	id: 'clock.skew',
	title: 'Clock',
	about:
		'Compares the clock of the machine that lostmail runs on, and that of the device by a mail of it, with others.',
	// A clock that is off stops no mail by itself; where it makes certificates fail, smtp.tls sees that at its own hop.
	hop: 'code',

	params,

	findings: {
		right: ok(
			'The clock of the machine that lostmail runs on is right: it differs from {source} by at most {difference}. {beside}',
		),
		'device-right': ok(
			'The device’s clock is right: its mail is dated {date}, and {server} received it at {received}. {beside}',
		),
		'slightly-off': warning(
			'The clock of the machine that lostmail runs on is {skew} by {source}: a code that lives for minutes looks older or newer than it is. {beside}',
		),
		'device-slightly-off': warning(
			'The device’s clock is {skew} by its mail, dated {date} and received by {server} at {received}, {reason}. {beside}',
		),
		'perhaps-wrong': warning(
			'The clock of the machine that lostmail runs on may be {skew} by {sources}, and that alone proves nothing. {beside}',
		),
		'device-perhaps-wrong': warning(
			'The device’s clock may be {skew} by its mail, dated {date} and received by {server} at {received}: {reason}. {beside}',
		),
		wrong: problem('The clock of the machine that lostmail runs on is {skew} by {sources}: {harm}. {beside}'),
		'device-wrong': problem(
			'The device’s clock is {skew} by its mail, dated {date} and received by {server} at {received}: {reason}. {harm}. {beside}',
		),
		'sources-disagree': unknown(
			'Whether the clock of the machine that lostmail runs on is right could not be found out, because the others disagree: {summary}. {beside}',
		),
		'device-not-found-out': unknown('The device’s clock could not be told from its mail: {why}. {beside}'),
		'not-found-out': unknown(
			'Nobody told the time, so the clock of the machine that lostmail runs on was compared with nothing: {why}. {beside}',
		),
	},

	async run({params: asked, found, probes, signal}) {
		const server = serverIn(asked);
		const [told, device] = await Promise.all([
			askAll(asked, server, {probes, signal}),
			deviceVerdict(asked.message, {probes, signal}),
		]);
		const sources = told.flatMap(one => (one.ok ? [one.value] : []));
		const mutes = told.flatMap(one => (one.ok ? [] : [one.failure]));
		const machine = machineVerdict(sources);
		const facts = {
			...(server ? serverFacts(server) : {}),
			...advise({
				...(isOff(machine.is) || isOff(device.is)
					? {who: 'admin', rfc: isOff(device.is) ? 'RFC 5322 section 3.6.1' : 'RFC 5280 section 6.1.3'}
					: {}),
				details: [...sources.map(sourceLine), ...mutes.map(muteLine), ...device.lines],
			}),
		};
		const ofMachine = (verdict: Compared) => ({
			...facts,
			...machineFacts(verdict),
			beside: deviceWords(device),
		});
		const beside = machineWords(machine);

		if (device.is === 'wrong') return found('device-wrong', {...facts, ...deviceFacts(device), beside});
		if (machine.is === 'wrong') return found('wrong', ofMachine(machine));
		if (machine.is === 'sources-disagree')
			return found('sources-disagree', {
				...facts,
				beside: deviceWords(device),
				summary: summaryOf(sources),
			});
		if (device.is === 'not-found-out')
			return found('device-not-found-out', {...facts, beside, why: device.why});
		if (device.is === 'perhaps-wrong')
			return found('device-perhaps-wrong', {...facts, ...deviceFacts(device), beside});
		if (machine.is === 'perhaps-wrong' || machine.is === 'slightly-off')
			return found(machine.is, ofMachine(machine));
		if (device.is === 'slightly-off')
			return found('device-slightly-off', {...facts, ...deviceFacts(device), beside});
		if (machine.is === 'right') return found('right', ofMachine(machine));
		if (device.is === 'right') return found('device-right', {...facts, ...deviceFacts(device), beside});
		const why = mutes.map(one => `${one.name}: ${one.why}`).join('; ') || 'nothing was named to ask';
		return found('not-found-out', {...facts, beside: deviceWords(device), why});
	},
});

const isOff = (is: (MachineVerdict | DeviceVerdict)['is']): boolean =>
	is === 'wrong' || is === 'perhaps-wrong' || is === 'slightly-off';

const serverIn = ({host: name, port: number, security, ...rest}: Params): ServerParams | undefined =>
	name === undefined || number === undefined || security === undefined
		? undefined
		: {...rest, host: name, port: number, security};

const askAll = async (
	{url, ntp}: Params,
	server: ServerParams | undefined,
	asking: Pick<Reach, 'probes' | 'signal'>,
): Promise<readonly Told[]> => {
	const timeServer = ntp === undefined ? undefined : timeServerIn(ntp);
	return Promise.all([
		...(timeServer ? [timeOf(timeServer, asking)] : []),
		...(url === undefined ? [] : [webTimeOf(url, asking)]),
		...(server ? [greetingTimeOf(server, asking)] : []),
	]);
};

const summaryOf = (sources: readonly Source[]): string =>
	sources.map(source => `by ${source.name} it is ${skewWords(skewOf(source))}`).join(', ');

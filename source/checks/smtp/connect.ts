import {advise} from '../../core/advice.ts';
import {defineCheck, ok, problem, type Reach, unknown, warning} from '../../core/check.ts';
import {type Failure, inWords} from '../../core/failure.ts';
import type {SmtpSecurity} from '../../core/smtp.ts';
import {
	atTheDoor,
	doorFindings,
	questionFor,
	type ServerParams,
	serverFacts,
	serverParams,
	shown,
	takeTo,
	toldBy,
} from '../conversation.ts';
import {type Foreign, foreignGreeting} from './connect/greeting.ts';

/** Where else a submission server listens (RFC 8314 section 7.3; 2525 by custom). */
const others: ReadonlyArray<readonly [number, SmtpSecurity]> = [
	[587, 'starttls'],
	[465, 'implicit'],
	[2525, 'starttls'],
];

export default defineCheck({
	id: 'smtp.connect',
	title: 'Server answers',
	about: 'Connects to the submission server and waits for its greeting.',
	hop: 'connect',
	params: serverParams,

	findings: {
		...doorFindings,
		greeted: ok('{host} answers on port {port}: {greeting}'),
		'foreign-greeting': warning(
			'{host} belongs to {provider}, and what answers on port {port} does not greet like it ({product}): {greeting}',
		),
		connected: ok('{host} accepts connections on port {port}; encryption comes first there.'),
		'no-answer': unknown('{host} did not answer on port {port} within the time allowed.'),
		'port-blocked': problem(
			'Port {port} of {host} stays silent while port {other} of the same server answers.',
		),
		refused: problem(
			'{host} refuses connections on port {port}: nothing listens there, or a firewall rejects them.',
		),
		unreachable: unknown('This machine has no way to {host}: {failure}.'),
		'no-greeting': unknown('{host} accepted the connection on port {port} and then said nothing.'),
		'speaks-tls': problem(
			'Port {port} of {host} expects TLS from the first byte, and the device does not start with it.',
		),
		'not-smtp': problem('What answers on port {port} of {host} is not a mail server: {failure}.'),
		'turned-away': problem('{host} turns this connection away: {reply}'),
		busy: unknown('{host} is not taking connections now: {reply}'),
		dropped: unknown('{host} closed the connection too early: {failure}.'),
		'no-address': unknown('{host} could not be looked up, so nothing was connected to: {failure}.'),
		'not-asked': unknown('The conversation with {host} came to no result: {failure}.'),
	},

	async run({params, found, ...reach}) {
		const facts = serverFacts(params);
		const outcome = await takeTo('connect', params, reach);
		switch (outcome.is) {
			case 'passed': {
				const {greeting} = outcome.answer;
				if (params.security === 'implicit') return found('connected', facts);
				if (!greeting) return found('greeted', {...facts, greeting: 'no greeting'});
				const foreign = foreignGreeting(params.host, greeting, reach);
				const said = {...facts, greeting: shown(greeting)};
				return foreign
					? found('foreign-greeting', {...said, ...foreignFacts(foreign)})
					: found('greeted', said);
			}
			case 'refused': {
				const {code, facts: told} = atTheDoor(outcome, params);
				return found(code, {...facts, ...told});
			}
			case 'deferred':
				return found('busy', {...facts, ...toldBy(outcome, {}).facts});
			case 'not-reached':
				return found('not-asked', {...facts, failure: outcome.said});
			case 'failed':
				break;
		}

		const {failure, answer} = outcome;
		const why = {...facts, failure: inWords(failure)};
		const silent = failure.code === 'timeout';
		const dropped = failure.code === 'closed' || failure.code === 'reset';
		if (answer?.address !== undefined) {
			if (answer.greeting) return dropped ? found('dropped', why) : found('not-asked', why);
			if (failure.code === 'malformed') return found('not-smtp', why);
			if (!silent && !dropped) return found('not-asked', why);
			if (await answers(params, params.port, 'implicit', reach)) return found('speaks-tls', facts);
			return silent ? found('no-greeting', facts) : found('dropped', why);
		}
		if (silent && answer) {
			const other = await answeringPort(params, reach);
			return other === undefined ? found('no-answer', facts) : found('port-blocked', {...facts, other});
		}
		if (silent) return found('no-answer', facts);
		if (failure.code === 'refused') return found('refused', facts);
		if (failure.code === 'unreachable' || failure.code === 'not-permitted') return found('unreachable', why);
		if (isOfNames(failure)) return found('no-address', why);
		return dropped ? found('dropped', why) : found('not-asked', why);
	},
});

/** A greeting proves nothing, neither way: the certificate that comes after it does. */
const foreignFacts = ({provider, inspector}: Foreign) => ({
	provider,
	product: inspector ? `it is known from ${inspector.name}` : 'whose it is, is not known',
	...advise({
		who: 'network-owner',
		details: [
			'A greeting alone proves nothing: a trusted certificate after STARTTLS proves that it is the server all the same.',
			...(inspector ? [`${inspector.name}: ${inspector.is}`, `to leave mail alone: ${inspector.off}`] : []),
		],
	}),
});

const isOfNames = ({code}: Failure): boolean =>
	code === 'no-such-name' || code === 'no-data' || code === 'server-failure' || code === 'query-refused';

/** A second look without any credentials: whether SMTP is spoken there in this mode. */
const answers = async (
	{host}: ServerParams,
	port: number,
	security: SmtpSecurity,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<boolean> => {
	const stage = security === 'implicit' ? 'tls' : 'connect';
	const result = await probes.smtp(
		{...questionFor({host, port, security}, stage), dialogue: 'second look'},
		signal,
	);
	return result.ok && (result.value.tls !== undefined || result.value.greeting !== undefined);
};

const answeringPort = async (
	params: ServerParams,
	reach: Pick<Reach, 'probes' | 'signal'>,
): Promise<number | undefined> => {
	const elsewhere = others.filter(([port]) => port !== params.port);
	const found = await Promise.all(
		elsewhere.map(async ([port, security]) =>
			(await answers(params, port, security, reach)) ? port : undefined,
		),
	);
	return found.find(port => port !== undefined);
};

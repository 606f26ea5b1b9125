import {z} from 'zod';
import {defineCheck, ok, problem, unknown, warning} from '../../source/core/check.ts';
import {type Cause, type ProcedureSource, procedureSchema} from '../../source/core/knowledge.ts';
import {domain, host, port, secretName, text} from '../../source/core/value.ts';
import {parsePlaybook} from '../../source/playbook/parse.ts';

const mx = defineCheck({
	id: 'dns.mx',
	title: 'Mail exchanger',
	about: 'Does the domain take mail?',
	hop: 'mx',
	params: z.object({domain: domain().describe('The recipient’s domain.')}),
	findings: {
		found: ok('found'),
		'null-mx': problem('null'),
		missing: problem('missing'),
		'no-answer': unknown('no answer'),
	},
	run: async ({found}) => found('found', {}),
});

const connect = defineCheck({
	id: 'smtp.connect',
	title: 'Connection',
	about: 'Does the server answer?',
	hop: 'connect',
	params: z.object({host: host(), port: port(), security: z.enum(['starttls', 'none']).default('starttls')}),
	findings: {
		connected: ok('connected'),
		slow: warning('slow'),
		refused: problem('refused'),
		timeout: unknown('timeout'),
	},
	run: async ({found}) => found('connected', {}),
});

const login = defineCheck({
	id: 'smtp.login',
	title: 'Login',
	about: 'Is the login accepted?',
	hop: 'auth',
	params: z.object({host: host(), user: text(), password: secretName().optional()}),
	findings: {
		accepted: ok('accepted'),
		'app-password-needed': problem('app password'),
		'wrong-credentials': problem('wrong'),
		'not-tried': unknown('not tried'),
	},
	run: async ({found}) => found('accepted', {}),
});

const account = defineCheck({
	id: 'account.may-reset',
	title: 'Account',
	about: 'May this account reset by mail?',
	hop: 'account',
	params: z.object({}),
	findings: {allowed: ok('allowed'), 'not-allowed': problem('not allowed')},
	run: async ({found}) => found('allowed', {}),
});

export const checks = [mx, connect, login, account];

const cause = (id: string, hop: Cause['hop'], repair: Cause['repair']): Cause => ({
	id,
	hop,
	repair,
	who: 'admin',
	plain: `${id} in plain words`,
	expert: `${id} in expert words`,
	fix: 'Mend it.',
});

const causes: ReadonlyMap<string, Cause> = new Map(
	[
		cause('mx.null', 'mx', 'outside'),
		cause('mx.missing', 'mx', 'outside'),
		cause('connect.refused', 'connect', 'device'),
		cause('auth.app-password-needed', 'auth', 'device'),
		cause('auth.wrong-credentials', 'auth', 'device'),
		cause('account.reset-not-allowed', 'account', 'wait'),
	].map(item => [item.id, item]),
);

const procedure = (name: string, more: object = {}): ProcedureSource => ({
	...procedureSchema.parse({title: `To ${name}`, actions: [{do: 'Do it.'}], ...more}),
	name,
});

const procedures: ReadonlyMap<string, ProcedureSource> = new Map(
	[
		procedure('self-reset'),
		procedure('administrator-sets-password'),
		procedure('repair-mail', {again: ['login']}),
		procedure('wait'),
		procedure('initialize', {
			destructive: true,
			confirm: {input: 'initialize-confirmed', word: 'initialize'},
		}),
		procedure('wipe', {destructive: true, confirm: {input: 'wipe-confirmed', word: 'wipe'}}),
		procedure('burn', {destructive: true}),
	].map(item => [item.name, item]),
);

export const knowledge = {causes, procedures};

/** Reads a playbook against the checks, causes and procedures of this file. */
export const parse = (source: string, file = 'x.yaml') =>
	parsePlaybook({name: 'x', file, source, checks, ...knowledge});

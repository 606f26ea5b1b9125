import {procedureSchema} from '../../source/core/knowledge.ts';
import type {Playbook} from '../../source/core/playbook.ts';
import {success} from '../../source/core/result.ts';
import {
	causes,
	choiceOf,
	inputOf,
	play,
	playbookOf,
	procedures,
	scripted,
	stage,
	stepOf,
	type Told,
} from '../engine/scene.ts';

const noRules = {replies: [], blocklists: [], providers: [], inspectors: [], filterRules: []} as const;

export const hostile = [
	'\u001B]52;c;ZWNobyBwd25lZA==\u0007\u001B[2J\u001B[1;1H',
	'abc\u202Edef\u2066ghi\u200B',
	'one\rtwo\0three\u009B31m',
	'x'.repeat(10_000),
	'漢字'.repeat(100),
	'🙂👩‍👩‍👧 e\u0301',
].join('\n');

const exchanges = (text: string) => [
	{ms: 0, side: 'connection' as const, text: 'connected to 127.0.0.1:587'},
	{ms: 1, side: 'server' as const, text: '220 mail.example.test ESMTP'},
	{ms: 2, side: 'client' as const, text: 'EHLO nas'},
	{ms: 3, side: 'server' as const, text},
];

const speaking = (text: string) => async () =>
	success({exchanges: exchanges(text), extensions: {}, anomalies: [], stages: {}});

const connect = {host: 'mail.example.test', port: 587, security: 'starttls', stage: 'connect'} as const;

const mending = {
	causes: new Map([
		...causes,
		[
			'cause.two',
			{
				...causes.get('cause.one'),
				id: 'cause.two',
				hop: 'auth',
				plain: 'The server does not know the device.',
				expert: `The server refused the login, and said so in words of its own about {what}.`,
				fix: 'Enter the password anew.',
				who: 'mail-owner',
				repair: 'device',
			} as const,
		],
	]),
	procedures: new Map([
		...procedures,
		[
			'mend',
			{
				name: 'mend',
				...procedureSchema.parse({
					title: 'Repair the settings',
					about:
						'For somebody who can still get in, and has the password of the mailbox at hand, on paper or in a safe.',
					warnings: ['Keep the browser open. What is closed now may not open again before the mail works.'],
					actions: [
						...Array.from({length: 9}, (_, index) => ({do: `Do the thing that is number ${index + 1}.`})),
						{
							do: 'Open Control Panel > General Settings > Notifications, where the mail server is entered.',
							details: 'It stands at the very bottom of that page, below the settings of the text messages.',
							warning: 'Do not press “Reset”.',
						},
						{
							do: '設定を開き、メールサーバーの名前とパスワードをもう一度入力してから、保存ボタンを押してください。その後、テストメールを送信します。',
						},
					],
					'not-stated': ['How long a code is valid.'],
				}),
			},
		],
	] as const),
	...noRules,
};

const device: Playbook = playbookOf(
	[
		stepOf('settings', async () => 'fine', {hop: 'settings', title: 'Settings complete'}),
		stepOf(
			'connect',
			async ({probes, signal}) => {
				await probes.smtp(connect, signal);
				return 'odd';
			},
			{title: 'Server answers', needs: ['settings']},
		),
		stepOf(
			'login',
			async ({probes, signal}) => {
				await probes.smtp({...connect, stage: 'login'}, signal);
				return 'broken';
			},
			{hop: 'auth', title: 'Login', needs: ['connect']},
		),
		stepOf('sender', async () => 'fine', {hop: 'sender', title: 'Sender', needs: ['login']}),
		stepOf('recipient', async () => 'fine', {hop: 'recipient', title: 'Recipient', needs: ['sender']}),
		stepOf('elsewhere', async () => 'fine', {hop: 'filter', title: 'Elsewhere', when: {kind: ['y']}}),
		stepOf('mx', async () => 'open', {hop: 'mx', title: 'Exchangers (MX)'}),
	],
	{
		name: 'device',
		inputs: [choiceOf('kind', ['x', 'y'], {fallback: 'x'})],
		diagnose: [
			{when: {login: ['broken']}, cause: 'cause.two'},
			{when: {connect: ['odd']}, cause: 'cause.one'},
			...Array.from({length: 9}, (_, index) => ({when: {mx: ['broken']}, cause: `mx.cause-${index}`})),
		],
		route: [
			{when: {kind: ['unknown'], cause: ['cause.one']}, procedure: 'other', also: []},
			{when: {}, procedure: 'mend', also: ['mend']},
		],
	},
);

const never = () => new Promise<never>(() => {});

/** One case for each way in which one can end, by the engine itself, in a world where nothing is left to chance. */
export const cases: Readonly<Record<string, () => Promise<Told>>> = {
	diagnosed: () =>
		play(
			device,
			stage({
				knowledge: mending,
				probes: {smtp: speaking('535 5.7.8 Error: authentication failed\n535 5.7.8 Try again')},
			}).world,
		),
	hostile: () => play(device, stage({knowledge: mending, probes: {smtp: speaking(hostile)}}).world),
	healthy: () =>
		play(
			playbookOf([
				stepOf('a', async () => 'fine', {hop: 'settings'}),
				stepOf('b', async () => 'odd', {hop: 'dns'}),
			]),
			stage().world,
		),
	inconclusive: async () => {
		const {world, time} = stage();
		const dns = async () => {
			time.pass(3017);
			return {ok: false, failure: {code: 'timeout'}} as const;
		};
		const ask = stepOf(
			'host',
			async ({probes, signal}) => {
				await probes.dns({name: 'mail.example.test', type: 'A'}, signal);
				return 'open';
			},
			{hop: 'dns', title: 'Host resolves'},
		);
		const open = world.open;
		return play(
			playbookOf([
				ask,
				stepOf('connect', async () => 'fine', {needs: ['host'], title: 'Server answers'}),
				stepOf('port', async () => 'fine', {with: {port: {value: 'x'}}, hop: 'settings', title: 'Port fits'}),
			]),
			{
				...world,
				open: round => {
					const opened = open(round);
					return {...opened, probes: {...opened.probes, dns}};
				},
			},
		);
	},
	'not-known': () =>
		play(
			playbookOf(
				[
					stepOf('a', async () => 'fine', {when: {kind: ['x']}}),
					stepOf('b', async () => 'fine', {needs: ['a']}),
				],
				{inputs: [choiceOf('kind', ['x'])]},
			),
			stage().world,
		),
	unexplained: () =>
		play(playbookOf([stepOf('a', async () => 'broken')], {diagnose: [], route: []}), stage().world),
	crashed: () =>
		play(
			playbookOf([
				stepOf('a', () => Promise.reject(new TypeError(`cannot read ${'x'.repeat(900)}`))),
				stepOf('b', async () => 'fine'),
			]),
			stage().world,
		),
	cancelled: () =>
		play(
			playbookOf([
				stepOf('a', async () => 'fine', {hop: 'settings'}),
				stepOf('b', never),
				stepOf('c', async () => 'fine', {needs: ['b']}),
			]),
			stage().world,
			(event, _, send) => {
				if (event.type === 'step.finished') send({type: 'cancel'});
				if (event.type === 'case.closed') send({type: 'leave'});
			},
		),
	'cancelled-late': () =>
		play(
			playbookOf([stepOf('a', async () => 'broken'), stepOf('b', never)]),
			stage().world,
			(event, _, send) => {
				if (event.type === 'step.finished') send({type: 'cancel'});
				if (event.type === 'case.closed') send({type: 'leave'});
			},
		),
	fault: () =>
		play(
			playbookOf([stepOf('a', async () => 'broken')]),
			stage({
				knowledge: {
					causes: new Map(),
					procedures,
					...noRules,
				},
			}).world,
		),
	asked: () =>
		play(
			playbookOf([stepOf('a', async () => 'fine')], {inputs: [inputOf('port', {type: 'port'})]}),
			stage({attended: true}).world,
			scripted([
				['port', 'x'],
				['port', '1'],
			]),
		),
};

export const caseOf = (name: string): Promise<Told> => {
	const made = cases[name];
	if (!made) throw new Error(`there is no case ${name}`);
	return made();
};

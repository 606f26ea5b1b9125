import type {SinkMessage, SinkSession} from '../../source/core/sink.ts';
import type {Reading, Standing} from '../../source/core/verification.ts';
import type {CaughtMessage, MessageView, SinkDesk, SinkView} from '../../source/tui/host.ts';

/** Noon by the clock of whoever runs the test. */
export const noon = new Date(2026, 0, 5, 12, 4, 11).getTime();

export const place = {address: '127.0.0.1', port: 2525, security: 'starttls'} as const;

export const message = (id: number, more: Partial<SinkMessage> = {}): SinkMessage => ({
	id,
	session: 100 + id,
	at: noon - (1000 - id) * 1000,
	octets: 1234,
	inbox: 'inbox',
	remote: '192.168.1.20',
	encrypted: true,
	sender: 'nas@example.org',
	recipients: ['user@example.org'],
	from: 'NAS <nas@example.org>',
	subject: 'Your verification code',
	oddities: [],
	...more,
});

export const reading = (value: string, more: Partial<Reading> = {}): Reading => {
	const chosen = {
		kind: 'code',
		value,
		score: 0.9,
		because: ['the words "verification code" stand before it', 'it stands on a line of its own'],
		against: [],
		where: 'text',
		line: `Your code is ${value}`,
	} as const;
	return {candidates: [chosen], chosen, language: 'en', ...more};
};

export const standing = (more: Partial<Standing> = {}): Standing => ({
	state: 'newest',
	request: 1,
	requests: 1,
	age: 35,
	...more,
});

export const caught = (id: number, value: string, more: Partial<SinkMessage> = {}): CaughtMessage => ({
	message: message(id, more),
	reading: reading(value),
	standing: standing(),
});

export const session = (id: number, more: Partial<SinkSession> = {}): SinkSession => ({
	id,
	at: noon - (1000 - id) * 1000,
	ms: 1200,
	remote: {address: '192.168.1.20', port: 40_123},
	place,
	logins: [],
	senders: [],
	recipients: [],
	refusals: [],
	messages: [],
	exchanges: [],
	oddities: [],
	misbehaved: [],
	end: 'left',
	...more,
});

export const distrusting = (id: number): SinkSession =>
	session(id, {
		tls: {is: 'failed', alert: 'unknown_ca', fault: 'distrust', reason: 'tlsv1 alert unknown ca'},
		end: 'tls-failed',
	});

export const silent = (id: number): SinkSession =>
	session(id, {ms: 30_000, exchanges: [{ms: 0, side: 'server', text: '220 sink.test ESMTP'}]});

export const going = (id: number): SinkSession => {
	const {end: _, ms: __, ...open} = session(id, {helo: 'nas.local'});
	return open;
};

export const emptyView: SinkView = {
	places: [place, {address: '127.0.0.1', port: 2465, security: 'implicit'}],
	reach: 'this-machine',
	addresses: ['127.0.0.1'],
	certificate: 'ab'.repeat(32),
	enter: [
		{label: 'Server', value: '127.0.0.1'},
		{label: 'Port', value: '2525 with STARTTLS or without encryption, or 2465 with SSL/TLS'},
		{label: 'Login', value: 'any name and password, or none'},
		{label: 'Sender', value: 'as it is'},
	],
	look: 'lostmail sink list',
	search: '',
	messages: [],
	sessions: [],
	more: {messages: false, sessions: false},
	open: [],
	counts: {messages: 0, sessions: 0},
};

export const mail: MessageView = {
	header: [
		{name: 'from', value: 'NAS <nas@example.org>'},
		{name: 'subject', value: 'Your verification code'},
	],
	text: 'Your verification code is\n\n482 915\n\nIt is valid for 10 minutes.',
	links: [{url: 'https://example.org/help', text: 'Help'}],
	attachments: [{name: 'logo.png', type: 'image/png', octets: 512}],
	source: 'From: NAS <nas@example.org>\r\nSubject: Your verification code\r\n\r\nYour code\r\n',
	passages: [
		{from: 'nas.local', by: 'relay.example.org', at: noon - 65_000, seconds: 2},
		{from: 'relay.example.org', by: 'this sink', at: noon, seconds: 63, slowest: true},
	],
	clock: {ahead: 0, says: 'right'},
	dislikes: [
		{
			id: 'message-id-missing',
			says: 'It has no Message-ID.',
			fix: 'Let the device write a Message-ID with its own domain.',
			weight: 'light',
		},
	],
};

/** A sink that holds what the test says, and keeps what the screen asked of it. */
export const scriptedSink = (
	first: Partial<SinkView> = {},
	answers: {
		readonly mail?: MessageView | Error;
		readonly refuse?: ReturnType<SinkDesk['search']>;
		readonly oldest?: Partial<SinkView>;
	} = {},
) => {
	let view: SinkView = {...emptyView, ...first};
	const listeners = new Set<() => void>();
	const asked: string[] = [];
	const show = (more: Partial<SinkView>) => {
		view = {...view, ...more};
		for (const listener of listeners) listener();
	};
	const desk: SinkDesk = {
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		snapshot: () => view,
		search(text) {
			asked.push(`search ${text}`);
			if (text !== '' && answers.refuse) return answers.refuse;
			show({search: text});
			return undefined;
		},
		searchSoon: text => void desk.search(text),
		older: () => void asked.push('older'),
		oldest() {
			asked.push('oldest');
			if (answers.oldest) show({...answers.oldest, more: {messages: false, sessions: false}});
		},
		async message(id) {
			asked.push(`message ${id}`);
			if (answers.mail instanceof Error) throw answers.mail;
			return answers.mail ?? mail;
		},
		async authenticate() {
			return {
				spf: {result: 'none', says: 'It came from a private address.'},
				dkim: [{result: 'pass', domain: 'example.org', says: 'example.org signed it.'}],
				dmarc: {result: 'fail', says: 'Nothing of it is aligned.'},
			};
		},
		session(id) {
			const found = [...view.sessions, ...view.open].find(one => one.id === id);
			return (
				found && {
					session: found,
					said: found.exchanges.map(one => ({...one, means: 'means this', tone: 'plain' as const})),
				}
			);
		},
		async save(id) {
			asked.push(`save ${id}`);
			return `/home/me/m${id}.eml`;
		},
		remove(messages) {
			asked.push(`remove ${messages.join()}`);
			show({messages: view.messages.filter(one => !messages.includes(one.message.id))});
		},
		async close() {
			asked.push('close');
		},
	};
	return {desk, asked, show};
};

/** Two messages, the newer of which counts, and two sessions without any. */
export const filled = {
	messages: [
		{...caught(990, '482915'), standing: standing({request: 2, requests: 2})},
		{...caught(900, '123456'), standing: standing({state: 'superseded', by: 990, requests: 2})},
	],
	sessions: [distrusting(950), silent(940)],
	counts: {messages: 2, sessions: 5},
};

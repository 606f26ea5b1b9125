import type {SmtpSecurity} from '../../core/smtp.ts';
import {wrapped} from '../../report/wrap.ts';
import {idleFaults, misbehaviourWords} from './notices.ts';
import type {SinkHere} from './open.ts';
import {placeWords} from './port.ts';
import {shownPath, sinkCommandLine} from './store-file.ts';

const margin = 16;

const row = (label: string, words: string): readonly string[] =>
	wrapped(words, `  ${label.padEnd(margin - 2)}`, ' '.repeat(margin));

const rows = (label: string, all: readonly string[]): readonly string[] =>
	all.flatMap((words, index) => row(index === 0 ? label : '', words));

/** What a person must know of a sink that has just been opened, at most 80 columns wide. */
export const openingLines = (here: SinkHere): readonly string[] => {
	const {settings, sink, store, certificate, notes} = here;
	const {messages} = store.counts();
	return [
		...wrapped('This sink takes every mail that is sent to it, keeps it, and never relays any.'),
		'',
		...rows('Listens on', sink.places.map(placeWords)),
		...row('Reached by', reachWords(here)),
		...rows('On the device', entered(here)),
		...row('SHA-256', certificate.sha256),
		...(settings.certificate || settings.store === inMemory
			? []
			: row(
					'Certificate',
					`a device that checks it is to trust what ${sinkCommandLine('certificate', settings.store)} prints`,
				)),
		...row('Store', storeWords(settings.store, messages)),
		...faultRows(here),
		...[...notes, ...idleFaults(settings)].flatMap(note => row('Note', note)),
		'',
		...wrapped(
			'Write down the mail settings that the device has now: they go back afterwards. Ctrl+C ends the sink.',
		),
	];
};

const inMemory = ':memory:';

const storeWords = (store: string, messages: number): string =>
	store === inMemory
		? 'memory alone: nothing is left when the sink ends'
		: `${shownPath(store)}, ${messages === 1 ? '1 message' : `${messages} messages`}`;

const reachWords = ({settings: {reach}}: SinkHere): string =>
	reach === 'this-machine'
		? 'this machine only; --lan lets a device in the network reach it'
		: 'everybody who can reach this machine over the network, strangers included; it never relays';

/** What to enter on the device, field by field. */
export const enteredOn = (
	here: SinkHere,
): ReadonlyArray<{readonly label: string; readonly value: string}> => {
	const {settings, sink, addresses} = here;
	return [
		{label: 'Server', value: addresses.slice(0, 4).join(' or ') || settings.name},
		{label: 'Port', value: portsOf(sink.places)},
		{label: 'Login', value: loginOf(here)},
		{label: 'Sender', value: 'as it is'},
	];
};

/** The same as lines. */
const entered = (here: SinkHere): readonly string[] =>
	enteredOn(here).map(({label, value}) => `${label.toLowerCase()}: ${value}`);

const securityOf: Readonly<Record<SmtpSecurity, string>> = {
	starttls: 'with STARTTLS or without encryption',
	implicit: 'with SSL/TLS',
	none: 'without encryption',
};

const portsOf = (places: SinkHere['sink']['places']): string =>
	[...new Set(places.map(({port, security}) => `${port} ${securityOf[security]}`))].join(', or ');

const loginOf = ({settings: {login, users, expected}}: SinkHere): string => {
	if (login === 'off') return 'none';
	const orNone = login === 'required' ? '' : ', or none';
	if (users) return `${[...users.keys()].join(' or ')}, with the password that was given here${orNone}`;
	if (expected?.user !== undefined) return `${expected.user}, with its own password`;
	return `any name and password${orNone}`;
};

const faultRows = (here: SinkHere): readonly string[] =>
	rows(
		'Misbehaves',
		misbehaviourWords(here).map((words, index) => (index === 0 ? `on purpose: ${words}` : words)),
	);

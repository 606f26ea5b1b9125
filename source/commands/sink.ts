import type {Command as Commander} from 'commander';
import {Help, Option} from 'commander';
import {nearest} from '../core/nearest.ts';
import {misbehaviourHelp} from '../sink/misbehave/help.ts';
import type {Command} from './command.ts';
import {type Io, UsageError} from './io.ts';
import {
	addConsoleOptions,
	addReachOptions,
	addRecordOption,
	addReportOptions,
	repeatable,
} from './options.ts';
import type {ExportOptions} from './sink/export.ts';
import type {ListOptions} from './sink/list.ts';
import {addServeOptions, addStoreOption} from './sink/options.ts';
import {printKinds, showKinds} from './sink/print-kinds.ts';
import type {ReleaseOptions} from './sink/release.ts';
import type {RemoveOptions} from './sink/remove.ts';
import type {SinkCommandOptions} from './sink/serve.ts';
import type {ShowOptions} from './sink/show.ts';
import type {WaitOptions} from './sink/wait.ts';

type Act = (work: (io: Io) => Promise<number>) => void;

const sink: Command = {
	name: 'sink',
	about: 'Catch the mail of a device on this machine, and keep every session, failed ones too.',
	configure(command, act) {
		// An option behind the name of a nested command is that one's, whatever it is called.
		command.enablePositionalOptions();
		command.parent?.enablePositionalOptions();
		command.usage('[options]\n       lostmail sink COMMAND [options]').argument('[command...]');
		command.configureHelp({...command.configureHelp(), optionDescription: withoutEmptyDefault});
		addServeOptions(command)
			.option('--duration <duration>', 'end by itself after so long; line by line')
			.option(
				'--json',
				'one JSON object a line: sink.opened, session.opened, session.ended, message.kept, lines.missed, sink.closed',
			);
		addConsoleOptions(command);
		command.addHelpText('after', () => help);
		command.action((words: readonly string[], options: SinkCommandOptions) =>
			act(async io => {
				if (words.length > 0) throw unknownWord(words[0] ?? '', command);
				return (await import('./sink/serve.ts')).runSink(options, io);
			}),
		);
		for (const add of [addList, addShow, addWait, addExport, addRemove, addRelease, addCertificate])
			add(command, act);
	},
};

export default sink;

/** That an option which may stand several times stands nowhere by itself needs no words. */
const withoutEmptyDefault = (option: Option): string => {
	const isList = Array.isArray(option.defaultValue) && option.defaultValue.length === 0;
	return isList ? option.description : new Help().optionDescription(option);
};

const help = `
A sink takes every mail that it is sent, and relays none. Its own commands
show the codes that it caught whole; nothing else does. Exit codes: 0; 2 where
it cannot be opened; 130 and 143 where it was told to end.

Failing on purpose, --misbehave
${misbehaviourHelp}`;

const unknownWord = (word: string, {commands}: Commander): UsageError => {
	const names = commands.map(nested => nested.name());
	const near = nearest(word, names);
	return new UsageError(
		`lostmail: sink has no command "${word}"${near === undefined ? '' : `; did you mean ${near}?`}\n  expected one of: ${names.join(', ')}`,
	);
};

/** `--store` may stand before the name of a nested command as well. */
const withStore = <O extends {readonly store?: string}>(command: Commander, options: O): O => {
	const {store} = command.opts<{store?: string}>();
	return {...(store === undefined ? {} : {store}), ...options};
};

const queryHelp = `
A QUERY is words to be found and conditions, all of which have to hold:
  from:TEXT to:TEXT subject:TEXT inbox:NAME remote:ADDRESS
  since:10m since:2026-11-22 until:2026-11-22T12:00
  has:code has:link has:attachment session:failed session:delivered session:open
-has:code leaves out what is not read yet, or cannot be read: it may have one.
"two words" stand together; a - before a condition turns it round, so put all of
it in quotes, or all of it behind -- where it begins so:
  lostmail sink list 'subject:code -from:nas'
  lostmail sink list -- -from:nas
`;

const addList = (command: Commander, act: Act): void => {
	addStoreOption(
		command
			.command('list')
			.description('What was caught, newest first: messages with their codes, or sessions.')
			.argument('[query...]', 'what to look for')
			.option('--sessions', 'sessions, failed ones too')
			.option('--most <n>', 'how many (default 30)')
			.option('--json', 'as JSON'),
	)
		.addHelpText('after', queryHelp)
		.action((words: readonly string[], options: ListOptions) =>
			act(async io => (await import('./sink/list.ts')).listCaught(words, withStore(command, options), io)),
		);
};

const addShow = (command: Commander, act: Act): void => {
	addStoreOption(
		command
			.command('show')
			.description('One message or session, with everything that is known of it.')
			.argument('<id>', 'a message such as m12 or 12, or a session such as s34')
			.addOption(new Option('--print <part>', 'only this').choices(showKinds).conflicts('json'))
			.option('--json', 'as JSON')
			.option('--check', 'ask DNS who may send such a mail: SPF, DKIM and DMARC')
			.addOption(repeatable('--resolver <addr[:port]>', "ask this DNS server instead of the system's")),
	).action((id: string, options: ShowOptions) =>
		act(async io => (await import('./sink/show.ts')).showCaught(id, withStore(command, options), io)),
	);
};

const addWait = (command: Commander, act: Act): void => {
	const wait = command
		.command('wait')
		.usage('--to ADDRESS [options]')
		.description('Wait for a message, and print its code: 0 it came, 3 it did not.')
		.requiredOption('--to <address>', 'the recipient')
		.option('--from <text>', 'part of its sender')
		.option('--subject <text>', 'part of its subject')
		.option('--timeout <duration>', 'how long (default 2m)')
		.option('--since <when>', 'take what came before, too: 10m or 2026-11-22T12:00 (default now)')
		.addOption(
			new Option('--print <what>', 'what is printed, and has to be in it')
				.choices(printKinds)
				.default('code'),
		)
		.option('--serve', 'open a sink for as long as is waited, with the options below');
	addServeOptions(wait).action((options: WaitOptions) =>
		act(async io => (await import('./sink/wait.ts')).waitForMessage(withStore(command, options), io)),
	);
};

const addExport = (command: Commander, act: Act): void => {
	addStoreOption(
		command
			.command('export')
			.description('Write messages to files that other programs read.')
			.argument('[query...]', 'what to look for, or messages such as m12; else all')
			.option('--mbox <file>', 'all of them into one file; - is stdout')
			.option('--eml <folder>', 'each into a file of its own'),
	)
		.addHelpText('after', queryHelp)
		.action((words: readonly string[], options: ExportOptions) =>
			act(async io =>
				(await import('./sink/export.ts')).exportCaught(words, withStore(command, options), io),
			),
		);
};

const addRemove = (command: Commander, act: Act): void => {
	addStoreOption(
		command
			.command('rm')
			.description('Remove messages for good, after asking.')
			.argument('[query...]', 'what to look for, or messages such as m12')
			.option('--all', 'every message')
			.option('--yes', 'do not ask'),
	)
		.addHelpText('after', queryHelp)
		.action((words: readonly string[], options: RemoveOptions) =>
			act(async io =>
				(await import('./sink/remove.ts')).removeCaught(words, withStore(command, options), io),
			),
		);
};

const addRelease = (command: Commander, act: Act): void => {
	const release = command
		.command('release')
		.usage('ID --to ADDRESS --host HOST --port PORT\n         --security KIND [options]')
		.description('Hand one caught message on, unchanged and once, by a real mail server.')
		.argument('<id>', 'a message such as m12 or 12')
		.requiredOption('--to <address>', 'the recipient; the message must be for this one')
		.option('--from <address>', 'the sender of the envelope; else as it was caught')
		.requiredOption('--host <host>', 'the submission server')
		.requiredOption('--port <port>', 'its port, usually 465 or 587')
		.addOption(
			new Option('--security <kind>', 'its encryption')
				.choices(['starttls', 'implicit', 'none'])
				.makeOptionMandatory(),
		)
		.option('--user <name>', 'the login name; its password comes by --secret password=SOURCE')
		.option('--yes', 'do not ask')
		.option('--again', 'also when it was handed on before');
	addStoreOption(release);
	addReachOptions(release);
	addReportOptions(release);
	addRecordOption(release).action((id: string, options: ReleaseOptions) =>
		act(async io => (await import('./sink/release.ts')).releaseCaught(id, withStore(command, options), io)),
	);
};

const addCertificate = (command: Commander, act: Act): void => {
	addStoreOption(
		command
			.command('certificate')
			.description('Print the certificate (PEM) that a device may be told to trust.'),
	).action((options: {readonly store?: string}) =>
		act(async io =>
			(await import('./sink/certificate.ts')).printCertificate(withStore(command, options), io),
		),
	);
};

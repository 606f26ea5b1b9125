import type {Command as Commander} from 'commander';
import {Option} from 'commander';
import {repeatable} from '../options.ts';

/** What a sink takes, as commander hands it over. */
export type ServeOptions = {
	readonly listen: readonly string[];
	readonly lan?: true;
	readonly port: readonly string[];
	readonly name?: string;
	readonly cert?: string;
	readonly key?: string;
	readonly secret: readonly string[];
	readonly login?: 'any' | 'required' | 'off';
	readonly misbehave: readonly string[];
	readonly seed?: string;
	readonly inbox: readonly string[];
	readonly store?: string;
	readonly keepCount?: string;
	readonly keepAge?: string;
	readonly keepSize?: string;
	readonly fsync?: true;
	readonly maxSize?: string;
	readonly maxSessions?: string;
	readonly maxSessionsFromAddress?: string;
	readonly sessionDeadline?: string;
	readonly idle?: string;
};

export const addStoreOption = (command: Commander): Commander =>
	command.option('--store <file>', 'where what is caught is kept (default: in the user’s data folder)');

/** Adds everything that says how a sink listens, whom it takes and how much it keeps. */
export const addServeOptions = (command: Commander): Commander => {
	command
		.addOption(repeatable('--listen <addr>', 'an address to listen on; else 127.0.0.1 and ::1'))
		.addOption(
			new Option('--lan', 'listen on every address, so that a device in the network can reach it').conflicts(
				'listen',
			),
		)
		.addOption(
			repeatable(
				'--port <port[/kind]>',
				'kind: starttls, implicit or plain; 0 is any free port; else 2525/starttls and 2465/implicit',
			),
		)
		.option('--name <host>', 'what it calls itself in its greeting and its certificate')
		.option('--cert <file>', 'a certificate of your own with its chain, PEM; goes with --key')
		.option('--key <file>', 'its private key, PEM')
		.addOption(
			repeatable(
				'--secret <login=source>',
				'take this login with this password and no other: env:NAME, file:PATH, prompt or fd:N',
			),
		)
		.addOption(
			new Option(
				'--login <how>',
				'any takes every login (the default), required takes no mail without one',
			).choices(['any', 'required', 'off']),
		)
		.addOption(
			repeatable('--misbehave <rule|file.yaml>', 'fail on purpose; lostmail sink --help has the rules'),
		)
		.option('--seed <n>', 'repeat what chance decided with this seed, in --misbehave')
		.addOption(
			repeatable('--inbox <name=rule>', 'sort into an inbox by login:TEXT, to:TEXT or source:ADDRESS[/BITS]'),
		);
	addStoreOption(command);
	return command
		.option('--keep-count <n>', 'messages that are kept, oldest go first (default 10000)')
		.option('--keep-age <age>', 'how long they are kept (default 30d)')
		.option('--keep-size <size>', 'all of them together (default 1GB)')
		.option(
			'--fsync',
			'say 250 only after the disk has the message, so that it survives a power cut, too (slower)',
		)
		.option('--max-size <size>', 'one message (default 50MB)')
		.option('--max-sessions <n>', 'sessions at a time (default 20000)')
		.option('--max-sessions-from-address <n>', 'and from one address (default 1000)')
		.option('--session-deadline <duration>', 'how long one session may last (default 10m)')
		.option('--idle <duration>', 'how long it may say nothing (default 1m)');
};

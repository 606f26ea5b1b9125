import type {CaptureAnswer} from '../../core/capture.ts';
import type {Probe} from '../../core/probe.ts';
import {success} from '../../core/result.ts';
import {sizeInWords} from '../../core/size.ts';
import type {World} from '../../core/world.ts';
import {smtpProbe} from '../../probes/smtp.ts';
import {wrapped} from '../../report/wrap.ts';
import {maskedMessage} from '../../sink/capture.ts';
import {type CaughtMail, caughtMailOf} from '../../sink/caught-mail.ts';
import {type Released, releasedOf, releaseMark} from '../../sink/store/release-mark.ts';
import {runCheck} from '../check/start.ts';
import {type Reachability, resolveBy} from '../compose.ts';
import {exitCodes, type Io, UsageError} from '../io.ts';
import type {RunOptions} from '../options.ts';
import {agrees} from './agree.ts';
import {factRows} from './fact-rows.ts';
import {demandKept, idOf, type Read, readAll} from './read.ts';
import {sinkCommandLine, usualStore} from './store-file.ts';
import {codeWords, dayTime, short} from './words.ts';

export type ReleaseOptions = RunOptions & {
	readonly store?: string;
	readonly to: string;
	readonly from?: string;
	readonly host: string;
	readonly port: string;
	readonly security: string;
	readonly user?: string;
	readonly yes?: true;
	/** Hand it on although it was handed on before. */
	readonly again?: true;
};

/**
 * `lostmail sink release`: hands one caught message on, unchanged and once, after showing what goes where. One that was
 * handed on before, by whatever process, is handed on again only where `again` says so.
 */
export const releaseCaught = async (text: string, options: ReleaseOptions, io: Io): Promise<number> => {
	const {kind, id} = idOf(text, options.store);
	if (kind === 'session')
		throw new UsageError(`lostmail: ${text} is a session, and only a message can be handed on`);
	const archive = demandKept(options.store);
	try {
		const kept = archive.message(id);
		const [message] = kept ? await readAll(archive, [kept], Date.now()) : [];
		if (!message)
			throw new UsageError(
				`lostmail: there is no message m${id}; ${sinkCommandLine('list', options.store)} names them`,
			);
		const file = options.store ?? usualStore();
		const before = releasedOf(file, id);
		if (before && !options.again) {
			io.err(
				`lostmail: m${id} was given to ${short(before.host)} on ${dayTime(before.at)} already, and a message is handed on once; --again does it all the same\n`,
			);
			return exitCodes.inconclusive;
		}
		io.err(`${planOf(message, options, before).join('\n')}\n`);
		if (!options.yes && !(await agrees(before ? 'Hand it on, once more?' : 'Hand it on, once?', io))) {
			io.err('Nothing was handed on.\n');
			return exitCodes.inconclusive;
		}
		const mark = releaseMark(file, id, {now: Date.now, times: options.again ? 'again' : 'once'});
		const caught = async (wanted: number) =>
			wanted === id ? caughtMailOf(archive, id, message.reading, mark) : undefined;
		return await runCheck('sink.release', pairsOf(id, options), options, io, worldWith(message, caught));
	} finally {
		archive.close();
	}
};

/** What will be sent, to whom, and by which server. */
const planOf = (
	message: Read,
	{to, from, host, port, security, user}: ReleaseOptions,
	before: Released | undefined,
): readonly string[] => {
	const code = codeWords(message.reading, message.standing);
	return [
		...wrapped('This will be handed on as it was caught, and it cannot be called back:'),
		...factRows(`m${message.id}`, short(message.subject ?? '(no subject)')),
		...factRows('Caught', `${dayTime(message.at)}, ${sizeInWords(message.octets)}`),
		...factRows('Code', code),
		...factRows('Before', before && `given to ${short(before.host)} on ${dayTime(before.at)}`),
		...factRows('From', short(from ?? message.sender)),
		...factRows('To', short(to)),
		...factRows(
			'By',
			`${short(host)} port ${short(port)}, ${security}, ${user === undefined ? 'without a login' : `as ${short(user)}`}`,
		),
	];
};

const pairsOf = (id: number, {to, from, host, port, security, user}: ReleaseOptions): readonly string[] => [
	`message=${id}`,
	`to=${to}`,
	`host=${host}`,
	`port=${port}`,
	`security=${security}`,
	'may-release=yes',
	...(from === undefined ? [] : [`from=${from}`]),
	...(user === undefined ? [] : [`user=${user}`]),
];

/** A world in which one message was caught. */
const worldWith =
	(message: Read, caught: (id: number) => Promise<CaughtMail | undefined>) =>
	(world: World, {connectTo, ca, timeout, offline}: Reachability): World => ({
		...world,
		open: round => {
			const opened = world.open(round);
			const smtp = smtpProbe({
				connectTo,
				resolve: resolveBy(opened.probes.dns),
				ca,
				ms: timeout,
				secret: world.vault.get,
				caught,
				clock: world.ticks,
				now: world.now,
			});
			return {
				probes: {
					...opened.probes,
					sink: telling(message),
					...(offline ? {} : {smtp: smtp.probe}),
				},
				close() {
					smtp.close();
					opened.close();
				},
			};
		},
	});

/** Tells of one message as the sink that caught it would, with its code masked. */
const telling = (message: Read): Probe<unknown, CaptureAnswer> => {
	const {standing, ...rest} = message;
	return async () =>
		success({
			places: [],
			addresses: [],
			sessions: [],
			messages: standing ? [{...maskedMessage(rest), standing}] : [],
			told: 1,
			seconds: 0,
		});
};

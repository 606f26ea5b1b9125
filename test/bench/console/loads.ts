import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import nodemailer from 'nodemailer';
import {caseFileName} from '../../../source/cases/name.ts';
import type {Event} from '../../../source/core/event.ts';
import {lostmail} from '../../program/lostmail.ts';
import {lostmailSink} from '../sink/sinks.ts';

/** A case of the lab as its file has it, event by event. */
export const recordedCase = async (folder: string): Promise<readonly Event[]> => {
	const file = path.join(folder, 'recorded.ndjson');
	const {stderr} = await lostmail(['demo', 'wrong-password', '--plain', '--record', file], {
		env: {XDG_STATE_HOME: path.join(folder, 'elsewhere')},
	});
	const log = readFileSync(file, 'utf8')
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line) as Event);
	if (!log.some(({type}) => type === 'case.closed')) throw new Error(`the case did not end: ${stderr}`);
	return log;
};

/** One question of a dialogue holds so many lines at most. */
const atATime = 1000;

/** The same case, whose login took so many lines. */
export const longCase = (log: readonly Event[], lines: number, folder: string): string => {
	const told = log.findLast(event => event.type === 'step.observed' && event.evidence.probe === 'smtp');
	if (told?.type !== 'step.observed') throw new Error('nobody talked to a mail server');
	const more = Array.from({length: lines / atATime}, (_, part): Event => {
		const exchanges = Array.from({length: atATime}, (_, index) =>
			index % 2 === 0
				? {ms: index, side: 'client', text: `RCPT TO:<user-${part}-${index}@example.org>`}
				: {ms: index, side: 'server', text: `250 2.1.5 Recipient ${part}-${index} is fine, go on`},
		);
		const answer = {...(told.evidence.answer as object), exchanges};
		return {...told, evidence: {...told.evidence, at: told.evidence.at + part, answer}};
	});
	const all = log.flatMap(event => (event === told ? [event, ...more] : [event]));
	const file = path.join(folder, 'long.ndjson');
	writeFileSync(file, `${all.map((event, seq) => JSON.stringify({...event, seq})).join('\n')}\n`);
	return file;
};

/** So many cases where the program keeps them, a minute apart. */
export const manyCases = (log: readonly Event[], count: number, folder: string): void => {
	const [opened] = log;
	if (opened?.type !== 'case.opened') throw new Error('not a case');
	const kept = path.join(folder, 'state', 'lostmail', 'cases');
	mkdirSync(kept, {recursive: true, mode: 0o700});
	const text = `${log.map(event => JSON.stringify(event)).join('\n')}\n`;
	for (let index = 0; index < count; index++)
		writeFileSync(
			path.join(
				kept,
				caseFileName(opened.playbook.name, opened.at - index * 60_000, index.toString(16).padStart(6, '0')),
			),
			text,
			{mode: 0o600},
		);
};

/** A sink's archive with so many messages in it, as a device would have brought them; its file. */
export const manyMessages = async (count: number, folder: string): Promise<string> => {
	const sink = await lostmailSink.start(folder);
	if (!sink) throw new Error('the sink does not start');
	const transport = nodemailer.createTransport({
		host: '127.0.0.1',
		port: sink.port,
		pool: true,
		maxConnections: 10,
		maxMessages: count,
		ignoreTLS: true,
	});
	await Promise.all(
		Array.from({length: count}, (_, index) =>
			transport.sendMail({
				from: 'nas@example.com',
				to: `user-${index % 50}@example.org`,
				subject: `Your verification code, message ${index}`,
				text: `Your verification code is ${String(100_000 + index)}. It is valid for ten minutes.`,
			}),
		),
	);
	transport.close();
	await sink.close();
	return path.join(folder, `sink-${sink.port}.db`);
};

import type {Socket} from 'node:net';
import type {Failure} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import {failed, type Result, success} from '../../core/result.ts';
import type {FiredRule, SpamAnswer} from '../../core/spam.ts';
import {failureOf} from '../failure.ts';

export type Verdict = Omit<SpamAnswer, 'ms'>;

/** Octets of an answer. */
const most = 4_194_304;

/** Asks spamd over a connection for its report on a message (protocol 1.5); rejects with a failure. */
export const askSpamd = (socket: Socket, octets: Buffer, signal: AbortSignal): Promise<Buffer> =>
	new Promise((resolve, reject: (failure: Failure) => void) => {
		const chunks: Buffer[] = [];
		let length = 0;
		let trouble: Failure | undefined;
		const settle = (act: () => void) => {
			signal.removeEventListener('abort', onAbort);
			socket.destroy();
			act();
		};
		const onAbort = () => settle(() => reject({code: 'cancelled'}));
		socket.on('data', (chunk: Buffer) => {
			length += chunk.length;
			if (length > most)
				settle(() => reject({code: 'malformed', detail: `it answers with more than ${most} octets`}));
			else chunks.push(chunk);
		});
		socket.on('error', error => {
			trouble = failureOf(error);
		});
		socket.on('close', () =>
			settle(() => (length === 0 ? reject(trouble ?? nothingSaid) : resolve(Buffer.concat(chunks)))),
		);
		signal.addEventListener('abort', onAbort, {once: true});
		if (signal.aborted) return onAbort();
		const head = `REPORT SPAMC/1.5\r\nContent-length: ${octets.length}\r\n\r\n`;
		socket.end(Buffer.concat([Buffer.from(head), octets]));
	});

const nothingSaid: Failure = {code: 'closed', detail: 'it closed the connection without an answer'};

const broken = (detail: string) => failed({code: 'malformed', detail} as const);

/** Reads the answer of spamd to REPORT: its verdict, and the rules in the table of its report. */
export const readReport = (answer: Buffer): Result<Verdict, Failure> => {
	const end = answer.indexOf('\r\n\r\n');
	const head = answer.subarray(0, end < 0 ? 4096 : end).toString('latin1');
	const [first = '', ...lines] = head.split(/\r?\n/);
	const [, code, words = ''] = /^SPAMD\/\d{1,3}(?:\.\d{1,3})? (\d{1,5}) ?(.{0,500})/.exec(first) ?? [];
	if (code === undefined) return broken(`it does not speak the protocol of spamd: ${first.slice(0, 80)}`);
	if (code !== '0') return failed(refusal(code, words));
	if (end < 0) return broken('its answer has no end of its header');
	const value = (name: string) =>
		lines
			.find(line => line.toLowerCase().startsWith(`${name}:`))
			?.slice(name.length + 1)
			.trim();
	const rest = answer.subarray(end + 4);
	const announced = value('content-length');
	// Without it, a report that was cut is not told from a short one.
	if (announced === undefined) return broken('it does not tell how long its report is');
	if (!/^\d{1,9}$/.test(announced) || Number(announced) > rest.length) return broken('its answer breaks off');
	const body = rest.subarray(0, Number(announced));
	const number = String.raw`(-?\d{1,9}(?:\.\d{1,9})?)`;
	const said = new RegExp(
		String.raw`^(true|yes|false|no)\s{0,9};\s{0,9}${number}\s{0,9}/\s{0,9}${number}$`,
		'i',
	).exec(value('spam') ?? '');
	if (!said) return broken('its answer has no verdict');
	return success({
		filter: 'spamassassin',
		spam: /^(?:true|yes)$/i.test(said[1] ?? ''),
		score: Number(said[2]),
		threshold: Number(said[3]),
		rules: rulesIn(body.toString('utf8')),
	});
};

/** Exit codes of sysexits.h, as spamd uses them. */
const refusal = (code: string, words: string): Failure => {
	const detail = `it answers ${code} ${printable(words)}`.trim();
	switch (code) {
		case '64':
		case '76':
			return {code: 'malformed', detail};
		case '77':
			return {code: 'query-refused', detail};
		case '79':
			return {code: 'timeout', detail};
	}
	return {code: 'server-failure', detail};
};

const mostRules = 100;
const mostLines = 1000;
const longestWords = 300;
const row = /^ {0,3}(?:\* {1,3})?(-?\d{1,6}(?:\.\d{1,4})?) {1,4}(\w{2,100})(?:\s(.*))?$/;

/** The table of a report: points, name and description, which goes on in lines that begin with many blanks. */
const rulesIn = (report: string): readonly FiredRule[] => {
	const lines = report.slice(0, 1_000_000).split(/\r?\n/);
	const begin = lines.findIndex(line => /^\s{0,4}-{2,9} -{4,40}/.test(line));
	const rules: {name: string; score: number; says: string}[] = [];
	for (const line of begin < 0 ? [] : lines.slice(begin + 1, begin + 1 + mostLines)) {
		if (line.trim() === '') break;
		const [, score, name = '', says = ''] = row.exec(line.slice(0, 2000)) ?? [];
		const last = rules.at(-1);
		if (score !== undefined) rules.push({name, score: Number(score) + 0, says: says.trim()});
		else if (last && /^\s{6}/.test(line) && last.says.length < longestWords)
			last.says = `${last.says} ${line.trim().slice(0, longestWords)}`;
	}
	return rules
		.toSorted((one, other) => other.score - one.score)
		.slice(0, mostRules)
		.map(({name, score, says}) => ({
			name,
			score,
			...(says === '' || says === 'No description available.'
				? {}
				: {says: printable(says.slice(0, longestWords))}),
		}));
};

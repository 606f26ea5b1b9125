import {explainedOnce} from '../../core/explain/keyword.ts';
import {dialogueLine} from '../../core/explain/line.ts';
import {explainLines} from '../../core/explain.ts';
import type {Knowledge} from '../../core/knowledge.ts';
import type {SinkSession, SinkTls} from '../../core/sink.ts';
import {loginWords, oddityWords, refusalWords, sessionWords, tlsWords} from '../../core/sink-words.ts';
import {offerRows, refusalRows, saidRows} from '../../report/dialogue.ts';
import {factRows} from './fact-rows.ts';
import {distrustAdvice} from './notices.ts';
import {placeWords} from './port.ts';
import {dayTime, sessionMarks, short} from './words.ts';

/** What is known of a session, at most 80 columns wide: what came of it first, then its facts. */
export const sessionRows = (session: SinkSession, trust: string): readonly string[] => {
	const {mark, text} = sessionWords(session);
	const {remote, place, helo, tls, logins, senders, recipients, messages, refusals, oddities, misbehaved} =
		session;
	return [
		...factRows(`s${session.id}`, `${sessionMarks[mark]} ${text}`),
		...factRows(
			'When',
			`${dayTime(session.at)}${session.ms === undefined ? ', still going on' : `, for ${session.ms} ms`}`,
		),
		...factRows(
			'From',
			`${remote.address} port ${remote.port}${helo === undefined ? '' : `, calls itself ${short(helo)}`}`,
		),
		...factRows('To', placeWords(place)),
		...factRows('TLS', tls && tlsFacts(tls, place)),
		...factRows('Trust', distrustAdvice(session, trust)),
		...logins.flatMap(login => factRows('Login', loginWords(login))),
		...factRows('Sender', listed(senders)),
		...factRows('Recipient', listed(recipients)),
		...factRows('Message', messages.map(id => `m${id}`).join(', ')),
		...refusals.flatMap(refusal => factRows('Refused', refusalWords(refusal))),
		...oddities.flatMap(oddity => factRows('Odd', oddityWords[oddity])),
		...misbehaved.flatMap(words => factRows('On purpose', short(words))),
	];
};

const tlsFacts = (tls: SinkTls, place: SinkSession['place']): string => {
	const words = tlsWords(tls, place);
	if (tls.is === 'agreed') return tls.name === undefined ? words : `${words}, asked for ${short(tls.name)}`;
	const alert = tls.alert === undefined ? [] : [`its alert is ${short(tls.alert)}`];
	return [words, ...alert, `OpenSSL says: ${short(tls.reason)}`].join('; ');
};

const mostListed = 20;

const listed = (all: readonly string[]): string =>
	[
		...all.slice(0, mostListed).map(short),
		...(all.length > mostListed ? [`and ${all.length - mostListed} more`] : []),
	].join(', ');

/** Columns of the time, the side not counted. */
const timeWidth = 11;

/** What was said in a session, line by line, with what each line means. */
export const transcriptRows = (
	{exchanges, cut, logins}: SinkSession,
	{replies, providers}: Pick<Knowledge, 'replies' | 'providers'>,
): readonly string[] => {
	const user = logins.at(-1)?.user;
	const once = explainedOnce();
	const inside = ' '.repeat(timeWidth + 2);
	const lines = explainLines(exchanges, {replies, providers, ...(user === undefined ? {} : {user})});
	return [
		...lines
			.map(dialogueLine)
			.map(once)
			.flatMap(line => [
				...saidRows(line, `${Math.round(line.ms ?? 0)} ms `.padStart(timeWidth)),
				...offerRows(line, inside),
				...refusalRows(line, inside),
			]),
		...(lines.length === 0 ? ['Nothing was said.'] : []),
		...(cut ? ['More was said than is kept.'] : []),
	];
};

import {lasting} from '../../core/duration.ts';
import {printable} from '../../core/printable.ts';
import type {SinkMessage, SinkSession} from '../../core/sink.ts';
import {type SessionMark, sessionWords} from '../../core/sink-words.ts';
import type {Candidate, Reading, Standing} from '../../core/verification.ts';
import {marks} from '../../report/marks.ts';
import {shortened} from '../../report/wrap.ts';

/** Characters of a name, a subject or an address that one line has room for. */
const room = 120;

export const short = (text: string): string => printable(shortened(text, room));

export const sessionMarks: Readonly<Record<SessionMark, string>> = {
	good: marks.good,
	warning: marks.warning,
	problem: marks.bad,
	running: '…',
};

/** Time of day here, such as 12:04:11. */
export const clockTime = (at: number): string => new Date(at).toLocaleTimeString('en-GB');

/** Day and time here, such as 2026-11-22 12:04:11. */
export const dayTime = (at: number): string => {
	const date = new Date(at);
	const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
	return `${day.map(part => String(part).padStart(2, '0')).join('-')} ${clockTime(at)}`;
};

/** A session that came to its end, in one line behind its time. */
export const sessionLine = (session: SinkSession): string => {
	const {mark, text} = sessionWords(session);
	return `${sessionMarks[mark]} ${session.remote.address}  s${session.id} ${text}`;
};

/** A message in one line behind its time: who, to whom, about what, and its code. */
export const messageLine = (
	message: SinkMessage,
	told: {readonly reading?: Reading; readonly standing?: Standing} = {},
): string => {
	const parts = [
		`${marks.good} ${message.remote}  m${message.id} ${partiesOf(message)}`,
		short(message.subject ?? '(no subject)'),
		...(told.reading ? [codeWords(told.reading, told.standing)] : []),
	];
	return parts.filter(part => part !== '').join('  ');
};

/** The envelope: from whom to whom. */
export const partiesOf = ({sender, recipients}: SinkMessage): string => {
	const [first = 'nobody', ...more] = recipients;
	return `${short(sender || '<>')} → ${short(first)}${more.length > 0 ? ` and ${more.length} more` : ''}`;
};

/** The code or link of a message, and what keeps it from being the one to use. */
export const codeWords = ({chosen, open}: Reading, standing?: Standing): string => {
	if (!chosen && open === 'unread') return 'could not be read';
	if (!chosen) return open === 'several' ? 'several could be the code' : '';
	const state = standing ? standingRemark(standing) : '';
	return `${chosenWords(chosen)}${state === '' ? '' : ` (${state})`}`;
};

export const chosenWords = ({kind, value}: Candidate): string =>
	kind === 'code' ? `code ${printable(value)}` : `link ${short(value)}`;

/** Why a code may not be the one to use; empty where nothing speaks against it. */
export const standingRemark = ({state, by, expired}: Standing): string =>
	[
		state === 'superseded' ? `superseded by m${by}` : state === 'duplicate' ? `the same as m${by}` : '',
		expired ? 'expired by what its mail says' : '',
	]
		.filter(part => part !== '')
		.join(', ');

/** What has become of a code, as a sentence without its full stop. */
export const standingWords = (standing: Standing): string => {
	const {state, request, requests, age} = standing;
	const of = requests > 1 ? `request ${request} of ${requests}` : 'the only request';
	const remark = standingRemark(standing);
	return [
		state === 'newest' && requests > 1 ? `${of}, the newest` : of,
		...(remark === '' ? [] : [remark]),
		`${lasting(age)} old`,
	].join(', ');
};

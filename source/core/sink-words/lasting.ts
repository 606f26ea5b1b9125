import {type SinkRefusal, type SinkSession, sinkStages} from '../sink.ts';

/**
 * The refusals of a session that were the last word: without those of a stage that the client came past in the end, such as
 * of one login mechanism where another one was taken. A recipient who was refused beside another one still counts where a
 * message came, because it did not come for that one.
 */
export const lastingRefusals = (session: SinkSession): readonly SinkRefusal[] =>
	session.refusals.filter(refusal => refusal.passed !== true && !isPassed(session, refusal));

/** Whether nothing of a later stage was taken either, so that it can be what kept the message from coming. */
export const isDecisive = ({senders, recipients, broken}: SinkSession, {stage}: SinkRefusal): boolean => {
	const furthest =
		broken !== undefined ? 'data' : recipients.length > 0 ? 'rcpt' : senders.length > 0 ? 'mail' : 'greeting';
	return sinkStages.indexOf(stage) >= sinkStages.indexOf(furthest);
};

const isPassed = (session: SinkSession, {stage, of}: SinkRefusal): boolean => {
	const {tls, logins, senders, recipients, broken, messages} = session;
	// Behind a message there may be another one, whose refusal is not that of the first.
	const brought = messages.length > 0;
	switch (stage) {
		case 'greeting':
		case 'ehlo':
			return senders.length > 0 || logins.some(({taken}) => taken);
		case 'starttls':
			return tls?.is === 'agreed';
		case 'auth':
			return logins.at(-1)?.taken === true;
		case 'mail':
			return !brought && senders.length > 0;
		case 'rcpt':
			return brought ? of !== undefined && recipients.includes(of) : recipients.length > 0;
		case 'data':
			return !brought && broken !== undefined;
		case 'message':
			return false;
	}
};

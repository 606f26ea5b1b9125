import {lasting} from '../duration.ts';
import type {SinkEnd, SinkSession} from '../sink.ts';

/** How a session ended, and after how long, as part of a sentence. */
export const ending = ({ms}: SinkSession, end: SinkEnd): string => {
	const after = ms === undefined ? '' : ` after ${span(ms)}`;
	switch (end) {
		case 'quit':
			return `said QUIT${after}`;
		case 'left':
			return `left${after}`;
		case 'reset':
			return `broke the connection off${after}`;
		case 'tls-failed':
			return `TLS failed${after}`;
		case 'idle':
			return `was closed${after}: nothing came any more`;
		case 'deadline':
			return `was closed${after}: no session may last longer`;
		case 'too-many-sessions':
			return 'was sent away: too many sessions at a time';
		case 'too-many-from-address':
			return 'was sent away: too many sessions at a time from its address';
		case 'not-smtp':
			return `was closed${after}: what it said is not SMTP`;
		case 'too-many-logins':
			return `was closed${after}: login after login failed`;
		case 'too-long-line':
			return `was closed${after}: it sent a line that is too long`;
		case 'misbehaved':
			return `the sink broke it off on purpose${after}`;
		case 'closed':
			return `the sink was closed${after}`;
		case 'died':
			return 'the sink died in the middle of it';
	}
};

const span = (ms: number): string => {
	if (ms < 1000) return `${Math.round(ms)} ms`;
	const seconds = Math.round(ms / 1000);
	return seconds < 120 ? `${seconds} s` : lasting(seconds);
};

import type {Step} from '../core/case.ts';
import type {Level} from '../core/check.ts';
import type {Verdict} from '../core/event.ts';
import type {Hop} from '../core/hop.ts';
import type {RepairPlace} from '../core/knowledge.ts';
import type {Theme, Tone} from './theme.ts';

export const repairWords: Readonly<Record<RepairPlace, string>> = {
	device: "in the device's own settings",
	outside: 'outside of the device; nobody needs to log in to it',
	wait: 'nowhere: time repairs it',
};

/** Hops as the path line names them. */
export const hopWords: Readonly<Record<Hop, string>> = {
	account: 'account',
	request: 'request',
	settings: 'settings',
	dns: 'name',
	connect: 'connect',
	tls: 'encryption',
	auth: 'login',
	sender: 'sender',
	recipient: 'recipient',
	accept: 'message',
	mx: 'exchanger',
	reputation: 'reputation',
	filter: 'filter',
	mailbox: 'inbox',
	code: 'code',
};

export const verdictWords: Readonly<Record<Verdict, string>> = {
	healthy: 'Nothing found that would stop the mail',
	diagnosed: 'Cause found',
	inconclusive: 'Inconclusive: something could not be found out',
	cancelled: 'Cancelled before the end',
};

export type Sign = {readonly mark: string; readonly word: string; readonly tone: Tone};

const levels: Readonly<Record<Level, {readonly mark: keyof Theme['marks']; readonly tone: Tone}>> = {
	ok: {mark: 'good', tone: 'good'},
	warning: {mark: 'warning', tone: 'warning'},
	problem: {mark: 'problem', tone: 'bad'},
	unknown: {mark: 'unknown', tone: 'unknown'},
};

export const signOfLevel = (level: Level, {marks}: Theme): Sign => ({
	mark: marks[levels[level].mark],
	word: level,
	tone: levels[level].tone,
});

/** Mark, word and tone of a step; a running one gets its mark from the spinner. */
export const signOfStep = ({state}: Step, theme: Theme): Sign => {
	switch (state.status) {
		case 'waiting':
			return {mark: theme.marks.notReached, word: 'waiting', tone: 'faint'};
		case 'running':
			return {mark: theme.spinner[0] ?? '*', word: 'running', tone: 'accent'};
		case 'finished':
			return signOfLevel(state.finding.level, theme);
		case 'skipped':
			return {mark: theme.marks.notReached, word: 'skipped', tone: 'faint'};
		case 'crashed':
			return {mark: theme.marks.unknown, word: 'our fault', tone: 'unknown'};
	}
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A time of today as `12:04:11`, any other day as `05 Jan`, by the clock of this machine. */
export const momentWords = (at: number, now: number): string =>
	new Date(at).toDateString() === new Date(now).toDateString() ? timeOfDay(at) : monthDay(at);

// Setting up a date format of the system takes as long as drawing a screen.
const monthDay = (at: number): string => {
	const date = new Date(at);
	return `${String(date.getDate()).padStart(2, '0')} ${months[date.getMonth()]}`;
};

/** `12:04:11`, by the clock of this machine. */
export const timeOfDay = (at: number): string => {
	const date = new Date(at);
	return [date.getHours(), date.getMinutes(), date.getSeconds()]
		.map(part => String(part).padStart(2, '0'))
		.join(':');
};

/** `41 ms`, `1.9 s`, `2 min`. */
export const duration = (ms: number): string =>
	ms < 1000
		? `${Math.round(ms)} ms`
		: ms < 60_000
			? `${(ms / 1000).toFixed(1)} s`
			: `${Math.round(ms / 60_000)} min`;

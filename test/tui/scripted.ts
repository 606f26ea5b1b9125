import {type Case, noCase, reduceCase} from '../../source/core/case.ts';
import {explainerOf} from '../../source/core/dialogue.ts';
import type {Event, Happening} from '../../source/core/event.ts';
import type {Command, Session} from '../../source/core/session.ts';
import type {StoredCase} from '../../source/core/stored-case.ts';
import type {ConsoleHost, Library, OpenCase} from '../../source/tui/host.ts';

const began = Date.UTC(2026, 0, 5, 12);

/** A session that does what the test says: it holds a log, and keeps the commands that come up. */
export const scripted = (happenings: readonly Happening[] = []) => {
	const log: Event[] = [];
	const listeners = new Set<() => void>();
	const sent: Command[] = [];
	let state: Case = noCase;
	const tell = (...more: readonly Happening[]) => {
		for (const happening of more) {
			const event: Event = {seq: log.length, at: began + log.length * 41, ...happening};
			log.push(event);
			state = reduceCase(state, event);
		}
		for (const listener of listeners) listener();
	};
	tell(...happenings);
	const session: Session = {
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		snapshot: () => state,
		log: () => log,
		send: command => sent.push(command),
	};
	const open: OpenCase = {
		session,
		explain: explainerOf({replies: [], providers: []}),
		file: '/home/me/case-1.ndjson',
		close: async () => undefined,
	};
	return {session, open, sent, tell};
};

const library: Library = {
	playbooks: [
		{
			name: 'tos-verification-code',
			title: 'Verification code never arrives',
			about: 'Finds the hop at which the code gets lost, and the way back in that fits.',
			appliesTo: 'TOS 7',
		},
		{name: 'smtp-settings', title: 'SMTP settings', about: 'Tests a mail account from login to acceptance.'},
		{
			name: 'domain-health',
			title: 'Health of a domain',
			about: 'MX, SPF, DKIM, DMARC and blocklists of a domain.',
		},
	],
	scenarios: Array.from({length: 20}, (_, index) => ({
		name: `lab-${index + 1}`,
		title: `Fault ${index + 1}: app password needed`,
		about: `See what it looks like when fault ${index + 1} stops the mail.`,
	})),
};

const none: readonly StoredCase[] = [];

export const host = (open: OpenCase): ConsoleHost => ({
	version: '0.1.0',
	now: () => open.session.log().at(-1)?.at ?? 0,
	library: {subscribe: () => () => undefined, snapshot: () => library},
	cases: {
		subscribe: () => () => undefined,
		snapshot: () => none,
		refresh: () => undefined,
		remove: async () => undefined,
	},
	reports: [{name: 'text', about: 'For people.'}],
	open: async () => open,
	openSink: async () => {
		throw new Error('no sink was expected');
	},
	write: async (_, report) => `/home/me/report.${report}`,
	page: async () => undefined,
	isAlone: () => false,
});

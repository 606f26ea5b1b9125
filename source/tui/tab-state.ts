import type {Case} from '../core/case.ts';
import type {Bench, Tab} from './bench.ts';
import type {OpenCase, SinkDesk} from './host.ts';
import {clean} from './text.ts';
import {verdictWords} from './words.ts';

/** How the thing in a tab stands, whether or not it is looked at. */
export type TabState = {
	readonly is: 'home' | 'opening' | 'running' | 'asks' | 'listens' | 'good' | 'problem' | 'unknown';
	/** The same in words. */
	readonly text: string;
};

export const stateOfTab = ({ui: {at}}: Tab): TabState => {
	switch (at.place) {
		case 'home':
			return {is: 'home', text: 'the first screen'};
		case 'opening':
			return {is: 'opening', text: 'is being opened'};
		case 'sink':
			return {is: 'listens', text: 'listening'};
		case 'case':
			return stateOfCase(at.open.session.snapshot());
	}
};

const stateOfCase = ({verdict, question, diagnosis}: Case): TabState => {
	if (verdict === undefined)
		return question
			? {is: 'asks', text: 'waits for your answer'}
			: {is: 'running', text: diagnosis ? clean(`running; so far: ${diagnosis.text}`) : 'running'};
	switch (verdict) {
		case 'healthy':
			return {is: 'good', text: verdictWords.healthy};
		case 'diagnosed':
			return {is: 'problem', text: clean(diagnosis?.text ?? verdictWords.diagnosed)};
		case 'inconclusive':
		case 'cancelled':
			return {is: 'unknown', text: verdictWords[verdict]};
	}
};

/** What it was opened as: the playbook, the world of the lab, the sink. */
export const titleOfTab = ({ui: {at}, world}: Tab): string => {
	switch (at.place) {
		case 'home':
			return 'home';
		case 'opening':
			return clean(at.title);
		case 'sink':
			return 'Catching mail';
		case 'case': {
			const state = at.open.session.snapshot();
			return clean(world ?? state.reach?.scenario ?? state.playbook.title) || 'A case';
		}
	}
};

/** Whose mail it is about, as far as that was answered: an address, else a name with a dot. A world of the lab has none. */
export const subjectOf = ({ui: {at}, world}: Tab): string | undefined => {
	if (at.place !== 'case' || world !== undefined) return undefined;
	const {inputs, answers, reach} = at.open.session.snapshot();
	if (reach?.scenario !== undefined) return undefined;
	const typed = inputs.flatMap(({name, kind}) => {
		const value = kind === 'text' ? answers[name]?.value : undefined;
		return value === undefined ? [] : [value];
	});
	const subject =
		typed.find(value => /^[^\s@]+@[^\s@]+$/.test(value)) ??
		typed.find(value => /^[^\s@]+\.[^\s@.]+$/.test(value));
	return subject === undefined ? undefined : clean(subject);
};

/** Of what is open the case that was opened last. */
export const lastCase = ({tabs}: Bench): OpenCase | undefined =>
	tabs.flatMap(({ui: {at}}) => (at.place === 'case' ? [at.open] : [])).at(-1);

/** Of what is open the sink that was opened last. */
export const lastSink = ({tabs}: Bench): SinkDesk | undefined =>
	tabs.flatMap(({ui: {at}}) => (at.place === 'sink' ? [at.desk] : [])).at(-1);

import {adviceOf} from '../../core/advice.ts';
import type {Case, Step} from '../../core/case.ts';
import type {Hop} from '../../core/hop.ts';
import type {Procedure} from '../../core/knowledge.ts';
import {printable} from '../../core/printable.ts';

/** Something to enter elsewhere: what it is called there, and its value, safe to print. */
export type EntryRow = {readonly label: string; readonly value: string};

const mostRows = 40;
const longest = 4096;

/**
 * What a procedure has a person enter, as far as the case knows it: records that the findings which speak for the cause
 * propose, what their questions had entered on the device, and the settings that the provider is known to want.
 */
export const rowsToEnter = (
	{steps, diagnosis}: Pick<Case, 'steps' | 'diagnosis'>,
	{again}: Pick<Procedure, 'again'>,
): readonly EntryRow[] => {
	const speaks = new Set([
		...(diagnosis?.because ?? []),
		...(diagnosis?.alsoFound ?? []).flatMap(({because}) => because),
		...again,
	]);
	const named = steps.filter(({id}) => speaks.has(id));
	const rows = [
		...named.flatMap(recordsIn),
		...named.flatMap(askedFor),
		...(diagnosis === undefined || onDevice.includes(diagnosis.hop) ? steps.flatMap(presetsIn) : []),
	].map(({label, value}) => ({
		label: printable(label).slice(0, 60),
		value: printable(value).slice(0, longest),
	}));
	const seen = new Set<string>();
	return rows
		.filter(({label, value}) => {
			const key = `${label}\n${value}`;
			const isNew = value !== '' && !seen.has(key);
			seen.add(key);
			return isNew;
		})
		.slice(0, mostRows);
};

/** The row to enter that is chosen on the page of a procedure, where its actions are counted first; none while one of them is. */
export const entryAt = (
	state: Pick<Case, 'steps' | 'diagnosis'>,
	procedure: Pick<Procedure, 'actions' | 'again'>,
	chosen: number,
): EntryRow | undefined =>
	chosen < procedure.actions.length
		? undefined
		: rowsToEnter(state, procedure)[chosen - procedure.actions.length];

/** Hops at which the settings of the device decide. */
const onDevice: readonly Hop[] = ['settings', 'dns', 'connect', 'tls', 'auth', 'sender'];

const recordsIn = ({state}: Step): readonly EntryRow[] =>
	state.status === 'finished'
		? (adviceOf(state.finding.facts).publish ?? []).map(value => ({label: 'Publish', value}))
		: [];

/** A case file may hold anything. */
const askedFor = ({evidence}: Step): readonly EntryRow[] =>
	evidence.slice(0, mostRows).flatMap(({question}) => {
		const {enter} = (question ?? {}) as {readonly enter?: unknown};
		return Array.isArray(enter) ? enter.slice(0, mostRows).flatMap(rowOf) : [];
	});

const rowOf = (entry: unknown): readonly EntryRow[] => {
	const {label, value} = (entry ?? {}) as Readonly<Record<string, unknown>>;
	return typeof label === 'string' && typeof value === 'string' ? [{label, value}] : [];
};

const presetsIn = ({state}: Step): readonly EntryRow[] => {
	const presets = state.status === 'finished' ? state.finding.facts['presets'] : undefined;
	const [first] = Array.isArray(presets) ? (presets as readonly unknown[]) : [];
	const {host, port, security} = (first ?? {}) as Readonly<Record<string, unknown>>;
	if (typeof host !== 'string' || typeof port !== 'number') return [];
	return [
		{label: 'Server', value: host},
		{label: 'Port', value: String(port)},
		...(typeof security === 'string' ? [{label: 'Encryption', value: securities[security] ?? security}] : []),
	];
};

const securities: Readonly<Record<string, string>> = {
	starttls: 'STARTTLS',
	implicit: 'SSL/TLS',
	none: 'None',
};

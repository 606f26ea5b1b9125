import type {Reach} from '../../../core/check.ts';
import {type Failure, inWords} from '../../../core/failure.ts';
import {type DkimKey, readDkimKey, rsaBits} from '../../../mail/dkim-key.ts';
import {heldIn, shownText, tagPlace} from '../../published.ts';
import type {Candidate} from './selectors.ts';

/** Records of one selector that are read; there should be one. */
const mostRecords = 5;

type Key = Extract<DkimKey, {is: 'usable'}>;

/** What lies at a selector. */
export type State =
	| {readonly is: 'usable' | 'short-key' | 'long-key' | 'testing' | 'several-keys'; readonly key: Key}
	| Exclude<DkimKey, Key>
	| {readonly is: 'no-key' | 'sha1-signature'}
	| {readonly is: 'dangling-alias'; readonly target: string}
	| {readonly is: 'open'; readonly failure: Failure};

export type Looked = {
	readonly at: Candidate;
	readonly state: State;
	readonly texts: readonly string[];
	/** The record that `state` speaks of. */
	readonly text?: string;
	readonly aliases: readonly string[];
};

/** Asks for the key at one selector and judges it the way a verifier does (RFC 6376 section 6.1.2). */
export const lookAt = async (
	at: Candidate,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<Looked> => {
	const nothing = {at, texts: [], aliases: []};
	// RFC 8301 section 3.1: such a signature counts for nothing, whatever the key.
	if (at.algorithm === 'rsa-sha1') return {...nothing, state: {is: 'sha1-signature'}};
	const held = heldIn(await probes.dns({name: at.name, type: 'TXT'}, signal));
	if (held.is === 'open') return {...nothing, state: held};
	if (held.is === 'absent') {
		if (at.origin === 'guess') return {...nothing, state: {is: 'no-key'}};
		const alias = await probes.dns({name: at.name, type: 'CNAME'}, signal);
		const target = alias.ok ? alias.value.records[0]?.data : undefined;
		return {...nothing, state: target === undefined ? {is: 'no-key'} : {is: 'dangling-alias', target}};
	}
	const {texts, aliases} = held;
	const read = await Promise.all(
		texts.slice(0, mostRecords).map(async text => ({text, key: await readFitting(text, at)})),
	);
	const best =
		read.find(({key}) => key.is === 'usable') ?? read.find(({key}) => key.is !== 'not-a-key') ?? read[0];
	if (best === undefined) return {...nothing, state: {is: 'no-key'}};
	return {at, texts, aliases, text: best.text, state: stateOf(best.key, texts.length)};
};

/** Judges a key record; a key of another type than the signature cannot verify it. */
export const readFitting = async (text: string, {algorithm}: Candidate): Promise<DkimKey> => {
	const key = await readDkimKey(text);
	const wanted = algorithm?.split('-')[0];
	return key.is === 'usable' && (wanted === 'rsa' || wanted === 'ed25519') && wanted !== key.type
		? {is: 'malformed', tag: 'k', why: `the signature is made with ${wanted}, and the key is ${key.type}`}
		: key;
};

const stateOf = (key: DkimKey, records: number): State => {
	if (key.is !== 'usable') return key;
	if (records > 1) return {is: 'several-keys', key};
	if (key.testing) return {is: 'testing', key};
	if (key.type === 'rsa' && key.bits < rsaBits.advised) return {is: 'short-key', key};
	if (key.type === 'rsa' && key.bits > rsaBits.most) return {is: 'long-key', key};
	return {is: 'usable', key};
};

/** States in which a signature can be verified, the best first. */
const verifiable = ['usable', 'long-key', 'short-key', 'several-keys', 'testing'] as const;

/** The best of those whose signatures can be verified. */
export const bestOf = (looked: readonly Looked[]): Looked | undefined =>
	verifiable.flatMap(is => looked.filter(({state}) => state.is === is))[0];

/** Whether a receiver gives something on a signature that it has verified (RFC 6376 section 3.6.1). */
export const counts = ({state}: Looked): boolean => 'key' in state && state.is !== 'testing';

export const isVerifiable = ({state}: Looked): boolean => 'key' in state;

/** One line for each selector. */
export const keyLine = ({at, state, aliases}: Looked): string => {
	const by = aliases.length > 0 ? ` (by way of ${aliases.map(shownText).join(', ')})` : '';
	return `${at.name}${by}: ${inShort(state)}.`;
};

const inShort = (state: State): string => {
	switch (state.is) {
		case 'usable':
		case 'short-key':
		case 'long-key':
			return keyWords(state.key);
		case 'testing':
			return `${keyWords(state.key)}, marked as a test (t=y)`;
		case 'several-keys':
			return `${keyWords(state.key)}, and further TXT records`;
		case 'too-short':
			return `RSA key of ${state.bits} bits, which no verifier may accept`;
		case 'revoked':
			return 'revoked, p= is empty';
		case 'malformed':
			return `not usable, because of ${tagPlace(state.tag)}: ${shownText(state.why)}`;
		case 'not-a-key':
			return 'TXT, but no key';
		case 'no-key':
			return 'nothing';
		case 'dangling-alias':
			return `an alias of ${shownText(state.target)}, where no key is`;
		case 'sha1-signature':
			return 'the signature is made with rsa-sha1';
		case 'open':
			return `could not be found out (${inWords(state.failure)})`;
	}
};

export const keyWords = ({type, bits}: Key): string =>
	type === 'ed25519' ? 'Ed25519 key' : `RSA key of ${bits} bits`;

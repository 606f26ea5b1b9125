import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, ok, problem, unknown, warning} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import {domain, filePath} from '../../core/value.ts';
import {asciiName} from '../../mail/domain-name.ts';
import {isNowhere} from '../exchangers.ts';
import {shownText, tagPlace} from '../published.ts';
import {adviceOn, notesOn, repairOf} from './dkim/advice.ts';
import {
	bestOf,
	counts,
	isVerifiable,
	keyLine,
	keyWords,
	type Looked,
	lookAt,
	type State,
} from './dkim/keys.ts';
import {type Candidate, candidate, guessesFor, isSelector, signedIn} from './dkim/selectors.ts';

const findings = {
	usable: ok('A signature by {name} can be verified: {key}.'),
	'partly-usable': warning(
		'A signature by {name} can be verified ({key}), but that by {broken} cannot; one of them is enough.',
	),
	'short-key': warning(
		'A signature by {name} can be verified, but its RSA key has {bits} bits; 2048 are advised (RFC 8301).',
	),
	'long-key': warning(
		'The RSA key at {name} has {bits} bits; verifiers need to know only up to 4096 (RFC 8301).',
	),
	testing: warning(
		'The key at {name} is marked as a test (t=y): receivers treat the mail as if it were not signed.',
	),
	'several-keys': warning(
		'{name} holds {count} TXT records; there must be one, and which of them a verifier takes is open.',
	),
	'too-short': problem('The RSA key at {name} has {bits} bits; verifiers must not accept fewer than 1024.'),
	revoked: problem('The key at {name} is revoked (p= is empty): no signature by it can be verified.'),
	'no-key': problem('There is no key at {name}, so no signature by it can be verified.'),
	'no-such-domain': unknown('DNS says that {domain} does not exist, so there is no DKIM key to look at.'),
	'dangling-alias': problem('{name} is an alias of {target}, and no key is found there.'),
	'not-a-key': problem('What is published at {name} is no DKIM key: {seen}'),
	malformed: problem('The key at {name} is not usable, because of {place}: {why}.'),
	'sha1-signature': problem(
		'The signature by {name} is made with rsa-sha1, which verifiers must not accept.',
	),
	'not-signed': warning('The message carries no usable signature of {domain}; it carries {signatures}.'),
	'selector-unknown': unknown(
		'Nobody said which selector {domain} signs with, and none of the {tried} usual ones has a usable key.',
	),
	unanswered: unknown('DNS gave no usable answer about the DKIM keys of {domain}: {failure}.'),
	'message-unreadable': unknown('The message could not be read: {failure}.'),
};

export default defineCheck({
	id: 'domain.dkim',
	title: 'DKIM key',
	about: 'Says whether the key is published and usable that a DKIM signature of the domain is verified with.',
	hop: 'reputation',

	params: z.strictObject({
		domain: domain().describe('The domain whose mail is signed.'),
		selector: z
			.string()
			.refine(selector => isSelector(selector), {error: 'expected a selector such as mail or s1.2026'})
			.optional()
			.describe('The s= of the DKIM-Signature; without it that of the message, or the usual ones are tried.'),
		message: filePath().optional().describe('A message on this machine, as it was received.'),
	}),

	findings,

	async run({params, found, ...reach}) {
		const name = asciiName(params.domain);
		const own = {domain: name};
		let candidates: readonly Candidate[];
		let hints: readonly string[] = [];
		if (params.selector !== undefined) candidates = [candidate(asciiName(params.selector), name, 'given')];
		else if (params.message !== undefined) {
			const signed = await signedIn(params.message, name, reach);
			if (!signed.ok)
				return found('message-unreadable', {...own, result: 'temperror', failure: inWords(signed.failure)});
			({candidates} = signed.value);
			if (candidates.length === 0)
				return found('not-signed', {
					...own,
					result: 'none',
					signatures: signed.value.signatures,
					...advise({rfc: 'RFC 6376 section 3.5', who: 'mail-admin', details: [howToSign(name)]}),
				});
		} else ({candidates, details: hints} = await guessesFor(name, reach));

		const looked = await Promise.all(candidates.map(at => lookAt(at, reach)));
		const [first] = candidates;
		const nothing = looked.every(({state}) => state.is === 'no-key');
		if (first && nothing && (await isNowhere(first.domain, reach)))
			return found('no-such-domain', {
				domain: first.domain,
				result: 'none',
				...advise({rfc: 'RFC 8020 section 2'}),
			});
		const guessed = candidates.every(({origin}) => origin === 'guess');
		const shown = guessed ? looked.filter(({state}) => state.is !== 'no-key') : looked;
		const alone = looked.length === 1 && looked.every(({aliases}) => aliases.length === 0);
		const details = [...hints, ...(alone ? [] : shown.map(keyLine))];
		const best = bestOf(looked);
		const broken = guessed ? [] : looked.filter(one => !isVerifiable(one) && one.state.is !== 'open');
		const open = looked.flatMap(({at, state}) =>
			state.is === 'open' ? [`${at.name}: ${inWords(state.failure)}`] : [],
		)[0];

		if (best && broken.length > 0 && 'key' in best.state && counts(best))
			return found('partly-usable', {
				...own,
				...factsOf(best),
				key: keyWords(best.state.key),
				broken: broken.map(({at}) => at.name).join(', '),
				...advise({...adviceOn(best), rfc: 'RFC 6376 section 6.1.2', who: 'mail-admin', details}),
			});
		const told = best ?? (open === undefined ? broken[0] : undefined);
		if (told) {
			const facts = {
				...own,
				...factsOf(told),
				...advise({...(await repairOf(told)), details: [...details, ...notesOn(told)]}),
			};
			return atOneSelector(told, facts, found);
		}
		if (open !== undefined)
			return found('unanswered', {...own, result: 'temperror', failure: open, ...advise({details})});
		return found('selector-unknown', {
			...own,
			result: 'none',
			tried: candidates.length,
			...advise({
				details: [...details, `Tried: ${candidates.map(({selector}) => selector).join(', ')}.`, whereToLook],
			}),
		});
	},
});

type Found = Parameters<Parameters<typeof defineCheck<z.ZodObject, typeof findings>>[0]['run']>[0]['found'];

const atOneSelector = (
	{state, text, texts, at}: Looked,
	facts: ReturnType<typeof factsOf> & {readonly domain: string},
	found: Found,
) => {
	switch (state.is) {
		case 'usable':
			return found(state.is, {...facts, key: keyWords(state.key)});
		case 'short-key':
		case 'long-key':
		case 'too-short':
			return found(state.is, {...facts, bits: 'key' in state ? state.key.bits : state.bits});
		case 'several-keys':
			return found(state.is, {...facts, count: texts.length});
		case 'testing':
		case 'revoked':
		case 'no-key':
		case 'sha1-signature':
			return found(state.is, facts);
		case 'not-a-key':
			return found(state.is, {...facts, seen: shownText(text ?? '') || 'an empty text'});
		case 'malformed':
			return found(state.is, {
				...facts,
				tag: shownText(state.tag),
				place: tagPlace(state.tag),
				why: shownText(state.why),
			});
		case 'dangling-alias':
			return found(state.is, {...facts, target: shownText(state.target)});
		case 'open':
			return found('unanswered', {...facts, failure: `${at.name}: ${inWords(state.failure)}`});
	}
};

const whereToLook =
	'The selector stands as s= in the DKIM-Signature header field of a mail that the domain sent; give it, or the message.';

const howToSign = (name: string): string =>
	`The server that sends for ${name} has to sign with d=${name}; until then DMARC rests on SPF alone.`;

const results = {
	usable: 'pass',
	'short-key': 'pass',
	'long-key': 'pass',
	'several-keys': 'neutral',
	testing: 'neutral',
	'too-short': 'policy',
	revoked: 'permerror',
	'no-key': 'permerror',
	'dangling-alias': 'permerror',
	'not-a-key': 'permerror',
	malformed: 'permerror',
	'sha1-signature': 'policy',
	open: 'temperror',
} as const satisfies Record<State['is'], string>;

const factsOf = ({at, state}: Looked) => ({
	result: results[state.is],
	name: at.name,
	selector: at.selector,
	signer: at.domain,
	origin: at.origin,
	...('key' in state ? {keyType: state.key.type, keyBits: state.key.bits} : {}),
});

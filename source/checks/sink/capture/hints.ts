import type {SentSecret, SinkLogin, SinkSession} from '../../../core/sink.ts';
import {oddityWords} from '../../../core/sink-words.ts';

/** What its password looks like, where that is something to wonder about. */
export const secretHint = ({secret = 'other'}: SinkLogin): string | undefined => secrets[secret];

const secrets: Readonly<Record<SentSecret, string | undefined>> = {
	empty: 'the password that it sent is empty',
	'blanks-around': 'the password that it sent begins or ends with a blank, as a copied one does',
	'not-ascii': 'the password that it sent has characters beyond ASCII, which servers understand differently',
	other: undefined,
};

/** What a real server may hold against a session that the sink was content with. */
export const hintsOf = ({place, tls, logins, oddities: seen}: SinkSession): readonly string[] => [
	...(place.security === 'starttls' && tls === undefined
		? ['It did not encrypt, although STARTTLS was offered.']
		: []),
	...(logins.some(({encrypted}) => !encrypted) ? ['It sent a login without encryption.'] : []),
	...logins
		.flatMap(login => secretHint(login) ?? [])
		.slice(0, 1)
		.map(hint => `Beside that, ${hint}.`),
	...seen.map(oddity => `It ${oddityWords[oddity]}.`),
];

import type {Bounce, BouncedRecipient} from '../../core/bounce.ts';
import {type SecretValue, withoutValues} from '../../core/secret-values.ts';
import {concealed, toldDate} from '../concealed.ts';

/**
 * A bounce as it may be told: in the words of servers and programs, what may be a code or a link of the mail that came back
 * is masked; addresses stay, and a Message-ID is left out where a code of that mail (`secrets`) stands in it, because with a
 * part of it masked it would be the id of another one.
 */
export const toldBounce = (
	{reporter, recipients, about, ...bounce}: Bounce,
	secrets: readonly SecretValue[],
): Bounce => {
	const {messageId, from, to, date, ...known} = about;
	const without = (text: string): string => withoutValues(text, secrets);
	return {
		...bounce,
		...(reporter === undefined ? {} : {reporter: named(reporter, secrets)}),
		recipients: recipients.map(recipient => toldRecipient(recipient, secrets)),
		about: {
			...known,
			...(messageId === undefined || without(messageId) !== messageId ? {} : {messageId}),
			...(from === undefined ? {} : {from: without(from)}),
			...(to === undefined ? {} : {to: without(to)}),
			...(date === undefined ? {} : {date: without(toldDate(date))}),
		},
	};
};

const toldRecipient = (
	{address, led, remote, reply, words, ...recipient}: BouncedRecipient,
	secrets: readonly SecretValue[],
): BouncedRecipient => ({
	...recipient,
	address: named(address, secrets),
	...(led === undefined ? {} : {led: named(led, secrets)}),
	...(remote === undefined ? {} : {remote: concealed(remote, secrets)}),
	...(reply === undefined
		? {}
		: {reply: {...reply, lines: reply.lines.map(line => concealed(line, secrets))}}),
	...(words === undefined ? {} : {words: concealed(words, secrets)}),
});

/** An address is what a mail is known by; anything else that stands in its place is a stranger's words. */
const named = (text: string, secrets: readonly SecretValue[]): string =>
	/^[^\s/@]{1,64}@[^\s/@]{1,255}$/.test(text) ? withoutValues(text, secrets) : concealed(text, secrets);

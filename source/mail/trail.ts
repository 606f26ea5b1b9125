import {type SecretValue, withoutValuesIn} from '../core/secret-values.ts';
import type {HeaderField, Trail} from '../core/trail.ts';
import type {Passage} from '../core/verification.ts';
import {wayOf} from './passages.ts';
import {forwardingOf} from './trail/forwarding.ts';
import {judgedOf} from './trail/judged.ts';
import {receiverOf} from './trail/receiver.ts';
import {sentDateOf} from './trail/sent-date.ts';
import {type RuleWords, verdictsOf} from './trail/verdicts.ts';
import {shown} from './trail/words.ts';

export {fieldsOf} from './trail/fields.ts';
export {toldValue} from './trail/told.ts';

export type TrailOptions = {
	/** When a mailbox took the message, in milliseconds since 1970. */
	readonly arrivedAt?: number;
	/** Plain words for a rule of a spam filter, by its name. */
	readonly words?: RuleWords;
	/** What is known to be secret of the message, where it is there: its code in whatever writing, its links. */
	readonly secrets?: readonly SecretValue[];
};

/** What the last passage is called where a mailbox told when it took the message. */
const mailboxName = 'the mailbox';

/**
 * Reads the way of a message, who judged it and its time out of its header, in time linear in its length; what may be a
 * code or a link in what others wrote there is masked. What was written
 * before the message came to its last receiver, or may be forged, is marked as `earlier`; which of them that is goes by the
 * stamps, so a sender who greets with a name of the receiver is not told from it.
 */
export const trailOf = (
	header: readonly HeaderField[],
	{arrivedAt, words = () => undefined, secrets = []}: TrailOptions = {},
): Trail => {
	const passages = wayOf({
		received: header.filter(({name}) => name === 'received').map(({value}) => value),
		date: header.find(({name}) => name === 'date')?.value,
		...(arrivedAt === undefined ? {} : {arrival: {by: mailboxName, at: arrivedAt}}),
	}).map(named);
	const receiver = receiverOf(header);
	const judged = judgedOf(header, receiver);
	const forwarded = forwardingOf(header, judged);
	const [first, last] = [passages[0]?.at, passages.at(-1)?.at];
	const seconds = first === undefined || last === undefined ? -1 : Math.trunc((last - first) / 1000);
	const trail: Trail = {
		passages,
		...(seconds < 0 ? {} : {seconds}),
		verdicts: verdictsOf(header, receiver, words),
		judged,
		...(forwarded ? {forwarded} : {}),
		date: sentDateOf(header, passages),
	};
	return withoutValuesIn(trail, secrets);
};

const longestName = 255;

/** A name inside of one network: words, and a number of few digits. */
const inside = /^[a-z]{2,20}(?:-[a-z]{2,20}){0,5}-?\d{0,2}$/;

const named = ({from, by, ...took}: Passage): Passage => ({
	...(from === undefined ? {} : {from: server(from)}),
	...(by === undefined ? {} : {by: server(by)}),
	...took,
});

const server = (name: string): string => (inside.test(name) ? name : shown(name, longestName));

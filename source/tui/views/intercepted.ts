import type {Bounce} from '../../core/bounce.ts';
import type {ImapAnswer, Quota} from '../../core/imap.ts';
import type {MessageAnswer} from '../../core/message.ts';
import type {SpamAnswer} from '../../core/spam.ts';
import type {HeaderField, Trail} from '../../core/trail.ts';

const most = 100;

/** A case file may hold anything. */
const listOf = <Item>(value: readonly Item[] | undefined): readonly Item[] =>
	Array.isArray(value) ? (value as readonly Item[]).slice(0, most) : [];

/** What a mailbox told, one line each. */
export const mailboxWords = (answer: Partial<ImapAnswer>): readonly string[] => {
	const {stop, found, more, unsearched, quota, bounces, folders} = answer;
	const told = [
		...(stop
			? [`stopped at ${stop.stage}: ${stop.refusal?.text ?? stop.failure?.detail ?? stop.failure?.code}`]
			: []),
		...listOf(found).map(
			({folder, at, octets, header}) =>
				`${at}  ${folder?.path} (${folder?.use}), ${octets} octets${fromIn(header)}`,
		),
		...(more ? [`and ${more} more`] : []),
		...listOf(unsearched).map(({path, why}) => `not searched: ${path}: ${why}`),
		...listOf(quota).map(quotaWords),
		...listOf(bounces).flatMap(({folder, at, bounce}) => [`${at}  ${folder?.path}`, ...bounceWords(bounce)]),
	];
	const looked = listOf(folders);
	if (looked.length > 0) told.push(`folders: ${looked.map(({path, use}) => `${path} (${use})`).join(', ')}`);
	return told.length > 0 ? told : ['nothing was found'];
};

const fromIn = (header: readonly HeaderField[] | undefined): string => {
	const from = listOf(header).find(({name}) => name === 'from');
	return from ? `, from ${from.value}` : '';
};

const quotaWords = ({root, storage, messages}: Quota): string => {
	const used = [
		...(storage ? [`${storage.used} of ${storage.limit} octets`] : []),
		...(messages ? [`${messages.used} of ${messages.limit} messages`] : []),
	];
	return `quota of ${root || 'the mailbox'}: ${used.join(', ') || 'no limit'}`;
};

const bounceWords = (bounce: Bounce | undefined): readonly string[] =>
	listOf(bounce?.recipients).map(
		({address, action, remote, words}) =>
			`${action}: ${address}${remote === undefined ? '' : ` at ${remote}`}${words === undefined ? '' : `: ${words}`}`,
	);

/** What a spam filter thinks of a message, one line each. */
export const filterWords = ({
	score,
	threshold,
	spam,
	action,
	rules,
}: Partial<SpamAnswer>): readonly string[] => [
	`${spam ? 'spam' : 'not spam'}: ${score} of ${threshold}${action === undefined ? '' : `, ${action}`}`,
	...listOf(rules).map(
		rule => `${rule.score}  ${rule.name}${rule.says === undefined ? '' : `  ${rule.says}`}`,
	),
];

/** What a message on this machine told, one line each. */
export const letterWords = ({from, trail, bounce, pieces}: Partial<MessageAnswer>): readonly string[] => [
	`from ${listOf(from).join(', ') || 'nobody'}`,
	...(trail ? trailWords(trail) : []),
	...bounceWords(bounce),
	...listOf(pieces).map(({id, shown}) => `${id}  ${shown}`),
];

const trailWords = ({verdicts, judged, date, forwarded}: Partial<Trail>): readonly string[] => [
	...listOf(verdicts).map(({by, field, judgement, says}) => `${by}, ${field}: ${judgement}. ${says}`),
	...listOf(judged).map(
		({by, method, result, domain}) => `${by}: ${method}=${result}${domain ? ` (${domain})` : ''}`,
	),
	...(forwarded ? [forwarded.says] : []),
	...(date ? [date.says] : []),
];

import type {Bounce} from '../../core/bounce.ts';
import type {ImapAnswer, Quota} from '../../core/imap.ts';
import {leftOutWords} from '../../core/left-out.ts';
import type {MessageAnswer} from '../../core/message.ts';
import type {SpamAnswer} from '../../core/spam.ts';
import type {HeaderField, Trail} from '../../core/trail.ts';

const most = 100;

/** A case file may hold anything. */
const listOf = <Item>(value: readonly Item[] | undefined): readonly Item[] =>
	Array.isArray(value) ? (value as readonly Item[]).slice(0, most) : [];

/** Lines for each of a list, and how many there were besides. */
const told = <Item>(
	list: readonly Item[] | undefined,
	linesOf: (one: Item) => readonly string[],
	...named: readonly [string, string?]
): readonly string[] => [
	...listOf(list).flatMap(linesOf),
	...(Array.isArray(list) && list.length > most
		? [leftOutWords(list.length - most, named, `at most ${most} are shown`)]
		: []),
];

/** What a mailbox told, one line each. */
export const mailboxWords = (answer: Partial<ImapAnswer>): readonly string[] => {
	const {stop, found, more, unsearched, quota, bounces, folders} = answer;
	const lines = [
		...(stop
			? [`stopped at ${stop.stage}: ${stop.refusal?.text ?? stop.failure?.detail ?? stop.failure?.code}`]
			: []),
		...told(
			found,
			({folder, at, octets, header}) => [
				`${at}  ${folder?.path} (${folder?.use}), ${octets} octets${fromIn(header)}`,
			],
			'message',
		),
		...(more ? [`and ${more} more`] : []),
		...told(unsearched, ({path, why}) => [`not searched: ${path}: ${why}`], 'folder'),
		...told(quota, one => [quotaWords(one)], 'quota'),
		...told(bounces, ({folder, at, bounce}) => [`${at}  ${folder?.path}`, ...bounceWords(bounce)], 'bounce'),
	];
	const looked = listOf(folders);
	if (looked.length > 0) lines.push(`folders: ${looked.map(({path, use}) => `${path} (${use})`).join(', ')}`);
	lines.push(...told(folders, () => [], 'folder'));
	return lines.length > 0 ? lines : ['nothing was found'];
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
	told(
		bounce?.recipients,
		({address, action, remote, words}) => [
			`${action}: ${address}${remote === undefined ? '' : ` at ${remote}`}${words === undefined ? '' : `: ${words}`}`,
		],
		'recipient',
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
	...told(
		rules,
		rule => [`${rule.score}  ${rule.name}${rule.says === undefined ? '' : `  ${rule.says}`}`],
		'rule',
	),
];

/** What a message on this machine told, one line each. */
export const letterWords = ({from, trail, bounce, pieces}: Partial<MessageAnswer>): readonly string[] => [
	`from ${listOf(from).join(', ') || 'nobody'}`,
	...(trail ? trailWords(trail) : []),
	...bounceWords(bounce),
	...told(pieces, ({id, shown}) => [`${id}  ${shown}`], 'piece'),
];

const trailWords = ({verdicts, judged, date, forwarded}: Partial<Trail>): readonly string[] => [
	...told(verdicts, ({by, field, judgement, says}) => [`${by}, ${field}: ${judgement}. ${says}`], 'verdict'),
	...told(
		judged,
		({by, method, result, domain}) => [`${by}: ${method}=${result}${domain ? ` (${domain})` : ''}`],
		'result',
	),
	...(forwarded ? [forwarded.says] : []),
	...(date ? [date.says] : []),
];

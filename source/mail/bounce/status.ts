import type {BounceAction, BouncedRecipient} from '../../core/bounce.ts';
import type {HeaderField} from '../../core/trail.ts';
import {readMailDate} from '../date.ts';
import {fieldsIn, firstOf} from './fields.ts';
import {hostOrIp, onOneLine, quotedReply, remoteIn, shortly, statusIn} from './words.ts';

/** What a delivery status says (RFC 3464 section 2, RFC 6533 section 4). */
export type DeliveryStatus = {
	readonly reporter?: string;
	readonly messageId?: string;
	readonly recipients: readonly BouncedRecipient[];
};

/** Recipients that are told of; a bounce for more is one of a mailing. */
export const mostRecipients = 50;

/** Reads the text of a delivery status; without a recipient where it tells of none. */
export const readStatus = (text: string): DeliveryStatus => {
	const groups = text
		.slice(0, 262_144)
		.split(/(?:\r?\n[ \t]*){2,}/)
		.slice(0, 200)
		.map(fieldsIn)
		.filter(({length}) => length > 0);
	const about = groups.find(fields => !isRecipient(fields)) ?? groups[0] ?? [];
	const reporter = typed(firstOf(about, 'reporting-mta'));
	const messageId = firstOf(about, 'x-original-message-id') ?? firstOf(about, 'original-message-id');
	const recipients = groups
		.filter(isRecipient)
		.flatMap(perRecipient)
		.flatMap(recipientOf)
		.slice(0, mostRecipients);
	return {
		...(reporter === undefined ? {} : {reporter: hostOrIp(reporter) ?? shortly(reporter)}),
		...(messageId === undefined ? {} : {messageId: shortly(messageId)}),
		recipients,
	};
};

const isRecipient = (fields: readonly HeaderField[]): boolean =>
	fields.some(({name}) => name === 'final-recipient' || name === 'original-recipient');

/** Fields of several recipients that stand in one group all the same. */
const perRecipient = (fields: readonly HeaderField[]): readonly (readonly HeaderField[])[] => {
	const groups: HeaderField[][] = [];
	for (const field of fields) {
		const group = groups.at(-1);
		const starts =
			(field.name === 'original-recipient' || field.name === 'final-recipient') &&
			(group === undefined || group.some(({name}) => name === field.name));
		if (starts) groups.push([field]);
		else group?.push(field);
	}
	return groups;
};

/** The value behind its type, such as `rfc822;` or `dns;`. */
const typed = (value: string | undefined): string | undefined =>
	value?.replace(/^[\w.-]{1,40}[ \t]{0,8};[ \t]{0,8}/, '').trim() || undefined;

/** An address as RFC 6533 section 3 writes it where only ASCII may stand. */
const address = (value: string | undefined): string | undefined => {
	const bare = typed(value)
		?.replaceAll(/\\x\{([\da-f]{1,6})\}/gi, (whole, digits: string) => {
			const point = Number.parseInt(digits, 16);
			return point <= 0x10_ff_ff ? String.fromCodePoint(point) : whole;
		})
		.replaceAll(/^<|>$/g, '');
	return bare === undefined || bare === '' ? undefined : shortly(bare);
};

const actions: ReadonlyArray<readonly [begins: string, action: BounceAction]> = [
	['fail', 'failed'],
	['delay', 'delayed'],
	['deliver', 'delivered'],
	['relay', 'relayed'],
	['expand', 'expanded'],
];

/** Where the action is missing or no such word, the class of the status says as much. */
const actionOf = (said: string | undefined, status: string | undefined): BounceAction | undefined => {
	const word = said?.toLowerCase() ?? '';
	const known = actions.find(([begins]) => word.startsWith(begins))?.[1];
	if (known !== undefined) return known;
	switch (status?.[0]) {
		case '5':
			return 'failed';
		case '4':
			return 'delayed';
		case '2':
			return 'relayed';
		case undefined:
			return undefined;
	}
	return undefined;
};

const recipientOf = (fields: readonly HeaderField[]): readonly BouncedRecipient[] => {
	const [original, final, actual] = ['original-recipient', 'final-recipient', 'x-actual-recipient'].map(
		name => address(firstOf(fields, name)),
	);
	const diagnostic = firstOf(fields, 'diagnostic-code');
	const says = typed(diagnostic);
	const status = statusIn(firstOf(fields, 'status') ?? '') ?? statusIn(says ?? '');
	const action = actionOf(firstOf(fields, 'action'), status);
	const to = original ?? final;
	// A read receipt has a final recipient as well, and a disposition in place of an action (RFC 8098 section 3.2).
	if (to === undefined || action === undefined || firstOf(fields, 'disposition') !== undefined) return [];
	const led = [actual, final].find(one => one !== undefined && one.toLowerCase() !== to.toLowerCase());
	const named = typed(firstOf(fields, 'remote-mta'));
	const remote = (named && (hostOrIp(named) ?? shortly(named))) || remoteIn(says ?? '');
	const reply = diagnostic === undefined ? undefined : quotedReply(diagnostic);
	const until = readMailDate(firstOf(fields, 'will-retry-until') ?? '');
	return [
		{
			address: to,
			...(led === undefined ? {} : {led}),
			action,
			...(remote ? {remote} : {}),
			...(status === undefined ? {} : {status}),
			...(reply === undefined ? {} : {reply}),
			...(says === undefined ? {} : {words: onOneLine(says)}),
			...(until === undefined ? {} : {until: new Date(until.at).toISOString()}),
		},
	];
};

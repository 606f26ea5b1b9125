import type {SearchObject} from 'imapflow';
import type {Bounce} from '../../core/bounce.ts';
import type {ImapAnswer, ImapQuestion} from '../../core/imap.ts';
import {failed} from '../../core/result.ts';
import type {HeaderField} from '../../core/trail.ts';
import {readBounce} from '../../mail/bounce.ts';
import {fieldsOf} from '../../mail/trail.ts';
import type {Visit} from './door.ts';
import {isView, type Place} from './folders.ts';
import type {Session} from './login.ts';
import {type Arrival, arrivalsOf, byUid, octetsOf, search} from './look.ts';
import {type Body, tourOf, visitAll} from './tour.ts';
import {dayBefore, isSameId, isSince} from './wanted.ts';

export type Bounced = Pick<Extract<ImapQuestion, {do: 'bounces'}>, 'about' | 'since'>;

/** Mails of one folder that may be bounces and whose date is asked, mails that are read, and bounces that are told. */
const most = {dated: 500, read: 50, told: 20} as const;
/** Octets of one mail; what it says of another one stands at its beginning. */
const longest = 262_144;
const usualDays = 7;

type Candidate = {readonly place: Place; readonly arrival: Arrival};
type Told = NonNullable<ImapAnswer['bounces']>[number];

/** A mailbox keeps its own time, and whoever says since when may keep another one. */
const tolerance = 600_000;

/**
 * Mails that say that another one could not be delivered, read at their beginning, in whatever folder they are. Whatever may
 * be one and could not be read is told as unsearched.
 */
export const bounces = async (visit: Visit, {about, since}: Bounced): Promise<Body> => {
	const session = await visit.session();
	const begins = since === undefined ? visit.now() - usualDays * 86_400_000 : Date.parse(since);
	const from = new Date(Math.max(0, begins - tolerance)).toISOString();
	let left = 0;
	const tour = await tourOf(
		visit,
		session,
		async place => {
			const {named} = await search(session, place, queryOf(from));
			if (named.length === 0) return [];
			const {arrivals, undated} = await arrivalsOf(session, named.slice(0, most.dated));
			left += Math.max(0, named.length - most.dated) + undated;
			return arrivals.filter(({at}) => isSince(at, from)).map(arrival => ({place, arrival}));
		},
		({folder}) => folder.knownBy !== 'special-use' || (folder.use !== 'sent' && folder.use !== 'drafts'),
	);
	const candidates = withoutViews(tour.results.flatMap(({result}) => result)).sort(
		(one, other) => other.arrival.at - one.arrival.at,
	);
	const chosen = candidates.slice(0, most.read);
	left += candidates.length - chosen.length;
	const places = [...new Set(chosen.map(({place}) => place))];
	const reading = await visitAll(visit, session, places, place =>
		readAll(
			session,
			place,
			chosen.filter(one => one.place === place).map(({arrival}) => arrival),
		),
	);
	const told = reading.results
		.flatMap(({result}) => result.told)
		.filter(({bounce}) => isAbout(bounce, about))
		.sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
	left += Math.max(0, told.length - most.told);
	const lost = tour.lost ?? reading.lost;
	return {
		folders: tour.folders,
		bounces: told.slice(0, most.told),
		unsearched: [
			...tour.unsearched,
			...(tour.lost ? [] : reading.unsearched),
			...reading.results.flatMap(({place, result}) => unreadIn(place, result)),
			...(left > 0 ? [{path: '*', why: `${left} more mails may be bounces, and are not told`}] : []),
		],
		...(lost && told.length === 0 ? {stop: {stage: 'mailbox', failure: lost}} : {}),
	};
};

/** What bounces are known by before they are read: RFC 3462, RFC 5321 section 6.1, and what Exim and Gmail write. */
const queryOf = (since: string): SearchObject => ({
	since: dayBefore(since),
	or: [
		{from: 'mailer-daemon'},
		{from: 'postmaster'},
		{header: {'Content-Type': 'multipart/report'}},
		{header: {'X-Failed-Recipients': true}},
	],
});

const withoutViews = (candidates: readonly Candidate[]): Candidate[] => {
	const keyOf = ({arrival: {at, octets}}: Candidate) => `${at} ${octets}`;
	const elsewhere = new Set(candidates.filter(({place}) => !isView(place.folder.use)).map(keyOf));
	return candidates.filter(one => !isView(one.place.folder.use) || !elsewhere.has(keyOf(one)));
};

type Readings = {
	readonly told: readonly Told[];
	/** Mails that the server does not give, and mails that look like bounces and tell nothing. */
	readonly kept: number;
	readonly unclear: number;
};

const unreadIn = ({folder: {path}}: Place, {kept, unclear}: Readings) => [
	...(kept > 0 ? [{path, why: `the server does not give ${mails(kept)} there that may be a bounce`}] : []),
	...(unclear > 0
		? [{path, why: `${mails(unclear)} there may be a bounce, and could not be read as one`}]
		: []),
];

const mails = (count: number): string => (count === 1 ? '1 mail' : `${count} mails`);

/** One after the other, so that no more than one of them is held. */
const readAll = async (
	session: Session,
	{path, folder}: Place,
	arrivals: readonly Arrival[],
): Promise<Readings> => {
	const {client, allow} = session;
	await client.mailboxOpen(path, {readOnly: true});
	const told: Told[] = [];
	let [kept, unclear] = [0, 0];
	for (const {uid, at} of arrivals) {
		allow(longest * 2);
		const query = {uid: true, source: {start: 0, maxLength: longest}};
		const rows = await client.fetchAll(String(uid), query, {uid: true});
		const octets = octetsOf(byUid(rows, [uid]).get(uid)?.source, longest);
		if (octets.length === 0) {
			kept += 1;
			continue;
		}
		const read = await readBounce(octets).catch(() => failed('cannot be read'));
		if (read.ok) told.push({folder, at: new Date(at).toISOString(), bounce: hidden(session, read.value)});
		else if (looksLikeOne(fieldsOf(octets))) unclear += 1;
	}
	return {told, kept, unclear};
};

/** By what its sender and its form say of it, though its text says nothing; a receipt, a complaint and a list's mail are none. */
const looksLikeOne = (header: readonly HeaderField[]): boolean => {
	const has = (name: string, pattern: RegExp) =>
		header.some(field => field.name === name && pattern.test(field.value.slice(0, 2000)));
	const isReceipt = has('content-type', /disposition-notification|feedback-report/i);
	if (isReceipt || has('list-id', /./)) return false;
	return (
		has('from', /mailer-daemon/i) ||
		has('return-path', /^\s*<\s*>/) ||
		has('content-type', /^\s*multipart\/report/i) ||
		has('x-failed-recipients', /./)
	);
};

/** Without what is secret, wherever a server put it. */
const hidden = ({cover}: Session, bounce: Bounce): Bounce =>
	JSON.parse(JSON.stringify(bounce), (_, value: unknown) =>
		typeof value === 'string' ? cover.hide(value) : value,
	) as Bounce;

/**
 * By the best that both say: the message id, else the tag, else the recipient. Where they do not say the same kind of thing,
 * nothing speaks against it, and who reads the answer judges it.
 */
const isAbout = ({about: quoted, recipients}: Bounce, {messageId, tag, to}: Bounced['about']): boolean => {
	if (messageId !== undefined && quoted.messageId !== undefined) return isSameId(quoted.messageId, messageId);
	if (tag !== undefined && quoted.tag !== undefined) return quoted.tag === tag;
	const named = [...(quoted.to ?? '').split(','), ...recipients.flatMap(({address, led}) => [address, led])]
		.map(address => address?.trim().toLowerCase())
		.filter(Boolean);
	return to === undefined || named.length === 0 || named.includes(to.trim().toLowerCase());
};

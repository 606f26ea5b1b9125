import type {CapturedMessage} from '../core/capture.ts';
import type {SinkSession} from '../core/sink.ts';
import {sameMailbox} from './captured.ts';

/** What a device is known by: the login that it should use, and whom its mail should reach. */
export type Marks = {readonly user?: string | undefined; readonly address?: string | undefined};

/**
 * One machine that the sink has seen, by its internet address. `tied`: it showed a mark of the device, which a stranger
 * would not know; without it, nothing that it does proves anything about the device.
 */
export type Machine = {readonly remote: string; readonly tied: boolean};

const sameUser = (one: string, user: string | undefined): boolean =>
	user !== undefined && user !== '' && one.toLowerCase() === user.toLowerCase();

const isAddress = (text: string | undefined): text is string => text?.includes('@') === true;

type Envelope = {readonly senders: readonly string[]; readonly recipients: readonly string[]};

const namesMark = ({senders, recipients}: Envelope, {user, address}: Marks): boolean =>
	(address !== undefined && recipients.some(recipient => sameMailbox(recipient, address))) ||
	(isAddress(user) && senders.some(sender => sameMailbox(sender, user)));

/** Whether this message came with the login that was told. */
export const hasLogin = ({user: used}: CapturedMessage, user: string | undefined): boolean =>
	used !== undefined && sameUser(used, user);

/** Whether this message came with another login than the one that was told. */
export const hasOtherLogin = ({user: used}: CapturedMessage, user: string | undefined): boolean =>
	Boolean(user) && Boolean(used) && !sameUser(used ?? '', user);

/** The machine that brought this message. */
export const machineOf = (message: CapturedMessage, marks: Marks): Machine => ({
	remote: message.remote,
	tied:
		hasLogin(message, marks.user) ||
		namesMark({senders: [message.sender], recipients: message.recipients}, marks),
});

const machineIn = (session: SinkSession, marks: Marks): Machine => ({
	remote: session.remote.address,
	tied: session.logins.some(({user}) => sameUser(user, marks.user)) || namesMark(session, marks),
});

type Seen = {readonly sessions: readonly SinkSession[]; readonly messages: readonly CapturedMessage[]};

/** The one machine among these that showed a mark of the device; else the only one there is; else nobody knows. */
export const deviceIn = ({sessions, messages}: Seen, marks: Marks): Machine | undefined => {
	const seen = [
		...sessions.map(session => machineIn(session, marks)),
		...messages.map(message => machineOf(message, marks)),
	];
	const [tied, otherTied] = new Set(seen.filter(one => one.tied).map(({remote}) => remote));
	if (tied !== undefined) return otherTied === undefined ? {remote: tied, tied: true} : undefined;
	const [only, other] = new Set(seen.map(({remote}) => remote));
	return only === undefined || other !== undefined ? undefined : {remote: only, tied: false};
};

/**
 * The machine that delivered mail earlier in the same run. Somebody was asked to set that mail off, which ties it; where a
 * login was told, only a mark does.
 */
export const earlierDevice = (messages: readonly CapturedMessage[], marks: Marks): Machine | undefined => {
	const device = deviceIn({sessions: [], messages}, marks);
	return device && {...device, tied: device.tied || !marks.user};
};

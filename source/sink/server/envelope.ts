import type {SinkMessage, SinkOddity} from '../../core/sink.ts';
import {type InboxRule, inboxOf} from '../inbox.ts';
import type {HeaderFields} from './header-fields.ts';
import type {SessionRecord} from './record.ts';
import {shown} from './shown.ts';

/** What is kept beside the octets of a message; no secret of its session is in what the session said of it. */
export const envelopeOf = (
	record: SessionRecord,
	{
		inboxes,
		user,
		encrypted,
		sender,
		recipients,
		fields,
		oddities,
	}: {
		readonly inboxes: readonly InboxRule[];
		readonly user: string | undefined;
		readonly encrypted: boolean;
		readonly sender: string;
		readonly recipients: readonly string[];
		readonly fields: HeaderFields;
		readonly oddities: readonly SinkOddity[];
	},
): Omit<SinkMessage, 'id' | 'at' | 'octets'> => {
	const {address: remote} = record.remote;
	const login = user === undefined ? {} : {user};
	return {
		session: record.id,
		// The rules are about what was really said.
		inbox: inboxOf(inboxes, {recipients: recipients.map(address => shown(address)), remote, ...login}),
		remote,
		...(record.introduced === undefined ? {} : {helo: record.introduced}),
		...(user === undefined ? {} : {user: record.safe(user)}),
		encrypted,
		sender: record.safe(sender),
		recipients: recipients.map(address => record.safe(address)),
		...fields,
		oddities,
	};
};

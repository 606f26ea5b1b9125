import type {Quota} from '../../core/imap.ts';
import type {Visit} from './door.ts';
import type {Session} from './login.ts';
import {codeOf} from './stop.ts';
import {type Body, inMailbox} from './tour.ts';

const longestAnswer = 262_144;

/** What the inbox may hold and holds (RFC 9208); nothing of it where the server does not tell. */
export const quota = async (visit: Visit): Promise<Body> => {
	const session = await visit.session();
	return inMailbox(visit, session, () => ask(session));
};

const ask = async ({client, shown, allow}: Session): Promise<Body> => {
	allow(longestAnswer);
	const offered = [...client.capabilities.keys()].some(name => /^QUOTA(?:=|$)/i.test(name));
	if (!offered) return {};
	let code: unknown;
	const onResponse = (response: {readonly code?: string | undefined}) => {
		code = response.code;
	};
	client.once('response', onResponse);
	const told = await client.getQuota('INBOX').finally(() => client.off('response', onResponse));
	if (!told) {
		if (!client.usable) throw Object.assign(new Error(), {code: 'NoConnection'});
		const {code: word} = codeOf(code);
		const detail = `the server refuses to tell the quota${word === undefined ? '' : ` (${word})`}`;
		return {stop: {stage: 'mailbox', failure: {code: 'not-permitted', detail}}};
	}
	const {quotaRoot, storage, message} = told;
	if (quotaRoot === undefined && !storage && !message) return {quota: []};
	return {
		quota: [{root: shown(quotaRoot ?? '', 200), ...used('storage', storage), ...used('messages', message)}],
	};
};

const used = (
	name: 'storage' | 'messages',
	{usage, limit}: {readonly usage?: number | undefined; readonly limit?: number | undefined} = {},
): Pick<Quota, 'storage' | 'messages'> =>
	usage === undefined || limit === undefined ? {} : {[name]: {used: usage, limit}};

import type {SinkLogin, SinkSession} from '../../../core/sink.ts';
import {wordsOf} from '../../captured.ts';
import {secretHint} from './hints.ts';

/** The login that somebody told; `secret` is the name of its password. */
export type Expected = {readonly user?: string | undefined; readonly secret?: string | undefined};

/** How the last login of a session differs from the one that was told; nothing where it does not, or none was told. */
export const loginDiffers = (
	{logins}: SinkSession,
	{user}: Expected,
): {readonly seen: string; readonly user: string} | undefined => {
	const login = logins.at(-1);
	if (!login) return undefined;
	const named = wordsOf(login.user) || 'nobody';
	if (user && login.user.toLowerCase() !== user.toLowerCase())
		return {user: named, seen: `it logs in as ${named}, and ${wordsOf(user)} was told`};
	if (login.same !== false) return undefined;
	return {user: named, seen: `it logs in as ${named} with another password than was told${behind(login)}`};
};

const behind = (login: SinkLogin): string => {
	const hint = secretHint(login);
	return hint === undefined ? '' : `; ${hint}`;
};

/** Whether a session sent without a login although one was told. */
export const lacksLogin = ({logins}: SinkSession, {user, secret}: Expected): boolean =>
	Boolean(user || secret !== undefined) && logins.length === 0;

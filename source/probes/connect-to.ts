import {isIP} from 'node:net';
import {failed, type Result, success} from '../core/result.ts';
import {wireName} from './dns/name.ts';
import {canonicalAddress, type Server} from './dns/server.ts';

/** As curl's option: reach HOST:PORT at another address; an empty field matches or keeps all. */
export type ConnectTo = {
	readonly host: string;
	readonly port: string;
	readonly toHost: string;
	readonly toPort: string;
};

/** Reads `HOST:PORT:ADDR:PORT`; addresses with colons stand in brackets. */
export const parseConnectTo = (text: string): Result<ConnectTo, string> => {
	const field = String.raw`(\[[^\]]*\]|[^:[\]]*)`;
	const parsed = new RegExp(`^${field}:(\\d*):${field}:(\\d*)$`).exec(text);
	const [host, port = '', toHost, toPort = ''] = (parsed ?? []).slice(1);
	const [from, to] = [fieldOf(host), fieldOf(toHost)];
	return from === undefined || to === undefined || !isPort(port) || !isPort(toPort)
		? failed(`expected HOST:PORT:ADDR:PORT, got ${JSON.stringify(text)}`)
		: success({host: from, port, toHost: to, toPort});
};

const isPort = (digits: string): boolean =>
	digits === '' || (Number(digits) >= 1 && Number(digits) <= 65_535);

const fieldOf = (typed: string | undefined): string | undefined => {
	const bare = typed?.replace(/^\[|\]$/g, '');
	return bare === '' || bare === undefined ? bare : hostOf(bare);
};

/** A host as typed, in the form that certificates and servers know: an address or A-labels; nothing if it is neither. */
export const hostOf = (typed: string): string | undefined => {
	if (isIP(typed)) return canonicalAddress(typed.toLowerCase());
	if (/[^\p{L}\p{M}\p{N}._-]/u.test(typed)) return undefined;
	const name = wireName(typed);
	return name.ok && name.value !== '' ? name.value : undefined;
};

export type Place = {readonly host: string; readonly port: number};

/**
 * Where a host is really reached: by the first rule that matches. With an address it is that address of the host: a
 * rule for the address comes before one for the host, and that before one for every host.
 */
export const placeOf = (
	{host, port, address}: Place & {readonly address?: string | undefined},
	rules: readonly ConnectTo[],
): Place => {
	const matching = rules.filter(rule => rule.port === '' || Number(rule.port) === port);
	const named = (wanted: string) => matching.find(rule => rule.host === wanted);
	const rule =
		address === undefined
			? matching.find(rule => rule.host === '' || rule.host === host)
			: (named(address) ?? named(host) ?? named(''));
	return {host: rule?.toHost || (address ?? host), port: Number(rule?.toPort || port)};
};

/** The same rules for the DNS servers that questions name; a rule that leads to a name cannot be used for them. */
export const redirectBy = (rules: readonly ConnectTo[]): ((server: Server) => Server) => {
	const usable = rules.filter(({toHost}) => toHost === '' || isIP(toHost) > 0);
	return ({address, port}) => {
		const place = placeOf({host: address, port}, usable);
		return {address: place.host, port: place.port};
	};
};

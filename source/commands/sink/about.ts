import {type Result, success} from '../../core/result.ts';
import type {SinkMessage} from '../../core/sink.ts';
import {type AboutCaught, aboutCaught} from '../../mail/caught.ts';
import {readMail} from '../../mail/mail.ts';
import type {Ask} from '../../mail/resolver.ts';
import {dnsProbe, parseServer, systemServers} from '../../probes/dns.ts';
import type {Archive} from '../../sink/store.ts';
import {beginningOf} from '../../sink/understand.ts';
import {type Io, UsageError} from '../io.ts';

/** Octets of a message that are looked at. */
const most = 10 * 1024 * 1024;

type Asking = {readonly check?: true; readonly resolver: readonly string[]};

/** What a message tells beyond its code, or why it cannot be taken apart; DNS, which is not on this machine, is asked with `check` alone. */
export const tryAbout = async (
	message: SinkMessage,
	archive: Archive,
	{check, resolver}: Asking,
	io: Pick<Io, 'signal'>,
): Promise<Result<AboutCaught, string>> => {
	const ask = check ? askOf(resolver, io) : undefined;
	const octets = beginningOf(archive.octets(message.id), most);
	const mail = await readMail(octets);
	return mail.ok ? success(await aboutCaught(mail.value, {...message, octets}, ask)) : mail;
};

/** The same; throws where the message cannot be taken apart. */
export const about = async (
	message: SinkMessage,
	archive: Archive,
	asking: Asking,
	io: Pick<Io, 'signal'>,
): Promise<AboutCaught> => {
	const told = await tryAbout(message, archive, asking, io);
	if (!told.ok) throw new Error(told.failure);
	return told.value;
};

const askOf = (resolvers: readonly string[], {signal}: Pick<Io, 'signal'>): Ask => {
	for (const server of resolvers)
		if (!parseServer(server).ok)
			throw new UsageError(`lostmail: --resolver ${server}: expected ADDRESS, ADDRESS:PORT or [V6]:PORT`);
	const ask = dnsProbe({servers: resolvers.length > 0 ? resolvers : systemServers()});
	return (name, type) => ask({name, type}, signal);
};

import {lookup as nodeLookup} from 'node:dns/promises';
import type {DnsAnswer, DnsType} from '../../core/dns.ts';
import type {Failure} from '../../core/failure.ts';
import {failed, type Result, success} from '../../core/result.ts';
import {attempt} from './attempt.ts';
import {classify} from './failure.ts';

/** What of `node:dns/promises` is needed to ask the operating system. */
export type SystemLookup = (
	name: string,
	options: {readonly all: true; readonly family: 4 | 6; readonly verbatim: true},
) => Promise<readonly {readonly address: string; readonly family: number}[]>;

export const systemLookup: SystemLookup = (name, options) => nodeLookup(name, {...options});

const families: {readonly [Type in DnsType]?: 4 | 6} = {A: 4, AAAA: 6};
const who = 'The operating system';

/** What the operating system itself answers, hosts file and search list included. It cannot be called off, only left. */
export const askSystem = async (
	{name, type}: {readonly name: string; readonly type: DnsType},
	{lookup, ms, signal}: {readonly lookup: SystemLookup; readonly ms: number; readonly signal: AbortSignal},
): Promise<Result<DnsAnswer, Failure>> => {
	const family = families[type];
	if (family === undefined)
		return failed({code: 'unexpected', detail: `${who} can be asked for A and AAAA only, not for ${type}.`});
	const late = (): Failure => ({code: 'timeout', detail: `${who} found no address within ${ms} ms.`});
	return attempt({signal, late: {ms, failure: late}}, settle => {
		lookup(name, {all: true, family, verbatim: true}).then(
			addresses => settle(answer(name, type, addresses)),
			error => settle(failed(classify(error, who))),
		);
		return () => {};
	});
};

const answer = (
	name: string,
	type: DnsType,
	addresses: Awaited<ReturnType<SystemLookup>>,
): Result<DnsAnswer, Failure> =>
	addresses.length === 0
		? failed({code: 'no-data', detail: `${who} knows no ${type} address of ${name}.`})
		: success({
				server: 'system',
				protocol: 'system',
				records: addresses.map(({address}) => ({name, type, ttl: 0, data: address})),
				aliases: [],
				authenticated: false,
				tries: 1,
				dropped: [],
			});

import type {DnsRecord, DnsType} from '../../core/dns.ts';
import type {Answer} from './message.ts';
import {typeCodes} from './message.ts';

const internet = 1;

export type Found = {
	readonly records: readonly DnsRecord[];
	/** CNAME targets from the name asked for to the name the records belong to. */
	readonly aliases: readonly string[];
};

/** The records of one type at `name` in a list of answers, its aliases followed as far as the list goes. */
export const follow = (answers: readonly Answer[], name: string, type: DnsType): Found => {
	const own = answers.filter(({resource}) => resource.class === internet);
	const targets = new Map<string, string>();
	if (type !== 'CNAME')
		for (const {resource} of own.toReversed())
			if (resource.type === typeCodes.CNAME) targets.set(resource.name.toLowerCase(), resource.domain ?? '');
	const aliases: string[] = [];
	const passed = new Set([name]);
	for (let at = targets.get(name); at !== undefined; at = targets.get(at.toLowerCase())) {
		aliases.push(host(at));
		if (passed.has(at.toLowerCase())) break;
		passed.add(at.toLowerCase());
	}
	const owner = (aliases.at(-1) ?? name).toLowerCase();
	const records = own
		.filter(({resource}) => resource.type === typeCodes[type] && resource.name.toLowerCase() === owner)
		.map(answer => record(answer, type));
	return {records, aliases};
};

/** The NS records of a name, or of what is above it, in the authority section of a referral (RFC 1034 section 4.3.2). */
export const referredTo = (authorities: readonly Answer[], name: string): readonly DnsRecord[] =>
	authorities
		.filter(({resource}) => {
			const owner = resource.name.toLowerCase();
			const isAbove = owner !== '' && `.${name}`.endsWith(`.${owner}`);
			return resource.class === internet && resource.type === typeCodes.NS && (isAbove || owner === name);
		})
		.map(answer => record(answer, 'NS'));

/** The addresses that a referral brings along for servers inside the zone that it leads to (RFC 9471 section 2.1). */
export const glueFor = (
	servers: readonly DnsRecord[],
	additionals: readonly Answer[],
): readonly DnsRecord[] => {
	const inside = new Set(
		servers
			.map(({name, data}) => [name.toLowerCase(), data.toLowerCase()] as const)
			.flatMap(([zone, host]) => (`.${host}`.endsWith(`.${zone}`) ? [host] : [])),
	);
	return (['A', 'AAAA'] as const).flatMap(type =>
		additionals
			.filter(({resource}) => resource.type === typeCodes[type] && resource.class === internet)
			.filter(({resource}) => inside.has(resource.name.toLowerCase()))
			.map(answer => record(answer, type)),
	);
};

const record = ({resource, data}: Answer, type: DnsType): DnsRecord => {
	const common = {name: resource.name, type, ttl: resource.ttl, data: text({resource, data}, type)};
	return type === 'MX' || type === 'SRV' ? {...common, priority: resource.priority ?? 0} : common;
};

const host = (name: string | undefined): string => name || '.';

/** The data in the form of a zone file, but host names without the final dot; the priority is left out. */
const text = ({resource: r, data}: Answer, type: DnsType): string => {
	switch (type) {
		case 'A':
		case 'AAAA':
			return r.address ?? '';
		case 'MX':
			return host(r.exchange);
		case 'NS':
			return host(r.ns);
		case 'CNAME':
		case 'PTR':
			return host(r.domain);
		case 'TXT':
			return joinStrings(data).toString('utf8');
		case 'SOA':
			return [host(r.primary), host(r.admin), r.serial, r.refresh, r.retry, r.expiration, r.minimum].join(
				' ',
			);
		case 'SRV':
			return `${r.weight} ${r.port} ${host(r.target)}`;
		case 'DNSKEY':
			return `${r.flags} ${r.protocol} ${r.algorithm} ${r.key}`;
		case 'TLSA':
			return `${[...data.subarray(0, 3)].join(' ')} ${data.subarray(3).toString('hex')}`;
		case 'DS': {
			const [high = 0, low = 0, algorithm = 0, digestType = 0] = data;
			return `${high * 256 + low} ${algorithm} ${digestType} ${data.subarray(4).toString('hex')}`;
		}
	}
};

/** Joined before they are decoded: a character may lie across two strings. */
const joinStrings = (data: Buffer): Buffer => {
	const strings: Buffer[] = [];
	for (let at = 0; at < data.length; at += 1 + (data[at] ?? 0))
		strings.push(data.subarray(at + 1, at + 1 + (data[at] ?? 0)));
	return Buffer.concat(strings);
};

/** One question to one resolver (or to the first configured one that answers). */
export type DnsQuestion = {
	/** Absolute, with or without the final dot; U-labels are converted. Only `ask: 'system'` may apply a search list. */
	readonly name: string;
	readonly type: DnsType;
	/** `ADDRESS` or `ADDRESS:PORT` of the resolver to ask; without it the configured ones, in turn. */
	readonly server?: string;
	/** `system`: what the operating system itself answers (hosts file included), for A and AAAA only. */
	readonly ask?: 'system';
	/** `none`: only what the server holds itself (RD off); a referral to other servers is an answer then. */
	readonly recursion?: 'none';
	/** `disabled`: the answer is wanted even where its signatures are wrong (CD, RFC 4035 section 3.2.2). */
	readonly validation?: 'disabled';
};

export const dnsTypes = [
	'A',
	'AAAA',
	'MX',
	'TXT',
	'CNAME',
	'NS',
	'SOA',
	'PTR',
	'SRV',
	'TLSA',
	'DS',
	'DNSKEY',
] as const;
export type DnsType = (typeof dnsTypes)[number];

export type DnsRecord = {
	readonly name: string;
	readonly type: string;
	/** Seconds. */
	readonly ttl: number;
	/** Address, host name or text; the strings of one TXT record are joined. */
	readonly data: string;
	/** MX preference or SRV priority. */
	readonly priority?: number;
};

/** NOERROR with at least one record. NXDOMAIN, NODATA, SERVFAIL and REFUSED are failures with a code of their own. */
export type DnsAnswer = {
	/** The resolver that answered, as `address:port`; `system` for the operating system, `overlay` for assumed records. */
	readonly server: string;
	readonly protocol: 'udp' | 'tcp' | 'system' | 'overlay';
	/** Records of the type asked for, CNAMEs followed within the answer. */
	readonly records: readonly DnsRecord[];
	/** CNAME targets on the way, in order. */
	readonly aliases: readonly string[];
	/** The AD bit: the resolver says that it validated the answer. */
	readonly authenticated: boolean;
	/** The AA bit: the server answers for this name itself. */
	readonly authoritative?: true;
	/** The records name the servers that would know (only without recursion). */
	readonly referral?: true;
	/** Addresses that a referral gives for those servers whose names lie in the zone that it leads to. */
	readonly glue?: readonly DnsRecord[];
	/** Only a query without EDNS got an answer: those with it were lost on the way, or refused. */
	readonly edns?: 'dropped' | 'refused';
	readonly tries: number;
	/** Datagrams that were not our answer, and why they were dropped. */
	readonly dropped: readonly string[];
};

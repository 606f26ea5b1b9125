import type {Zones} from './zone.ts';

/** A TLSA record whose certificate does not exist before the world is raised: `3 1 1 OF mx.example.test`. */
export type TlsaOf = {
	/** 0 and 2 mean the authority's certificate, 1 and 3 the host's own (RFC 6698 section 2.1.1). */
	readonly usage: 0 | 1 | 2 | 3;
	/** 0: the whole certificate; 1: its public key. */
	readonly selector: 0 | 1;
	/** 0: as it is; 1: SHA-256; 2: SHA-512. */
	readonly matching: 0 | 1 | 2;
	readonly host: string;
};

/** Reads the data of such a record; undefined for any other. */
export const readTlsaOf = (data: string): TlsaOf | undefined => {
	const [, usage, selector, matching, host] = /^([0-3])\s+([01])\s+([0-2])\s+OF\s+(\S+)$/.exec(data) ?? [];
	return host === undefined
		? undefined
		: {
				usage: Number(usage) as TlsaOf['usage'],
				selector: Number(selector) as TlsaOf['selector'],
				matching: Number(matching) as TlsaOf['matching'],
				host: host.toLowerCase().replace(/\.$/, ''),
			};
};

/** Reads a whole record, as it is written in a zone; undefined for any other. */
export const readTlsaRecord = (text: string): TlsaOf | undefined => {
	const [, data] = /^\s*TLSA\s+(.*?)\s*$/s.exec(text) ?? [];
	return data === undefined ? undefined : readTlsaOf(data);
};

/** The zones with every such record filled in; `digestOf` gives its octets. */
export const fillTlsa = async (
	zones: Zones,
	digestOf: (wanted: TlsaOf) => Promise<Buffer>,
): Promise<Zones> => {
	const fill = async (text: string): Promise<string> => {
		const wanted = readTlsaRecord(text);
		if (!wanted) return text;
		const {usage, selector, matching} = wanted;
		return `TLSA ${usage} ${selector} ${matching} ${(await digestOf(wanted)).toString('hex')}`;
	};
	const entries = Object.entries(zones).map(async ([zone, owners]) => {
		const filled = Object.entries(owners).map(
			async ([owner, records]) => [owner, await Promise.all([records].flat().map(fill))] as const,
		);
		return [zone, Object.fromEntries(await Promise.all(filled))] as const;
	});
	return Object.fromEntries(await Promise.all(entries));
};

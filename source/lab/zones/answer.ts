import {Packet, type Resource} from 'dns2';
import {type Entry, type Fields, readEntry, type Type, types} from './record.ts';

/** Owners are relative to the zone; a record is `TYPE data` as in a zone file, or SERVFAIL, REFUSED or SILENT. */
export type Zones = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export type Zone = {readonly origin: string; readonly owners: ReadonlyMap<string, readonly Entry[]>};

/** Throws when a record cannot be read: the schema says that to its author beforehand. */
export const readZones = (zones: Zones): readonly Zone[] =>
	Object.entries(zones)
		.map(([origin, owners]) => ({
			origin: origin.toLowerCase().replace(/\.$/, ''),
			owners: new Map(
				Object.entries(owners).map(([owner, texts]) => [
					owner.toLowerCase(),
					[texts].flat().map(text => {
						const entry = readEntry(text);
						if (!entry.ok) throw new Error(`${owner} in ${origin}: ${entry.failure}`);
						return entry.value;
					}),
				]),
			),
		}))
		.toSorted((one, other) => other.origin.length - one.origin.length);

/** The entries of a name, by way of the closest wildcard if need be (RFC 4592); undefined when it does not exist. */
const entriesOf = ({origin, owners}: Zone, name: string): readonly Entry[] | undefined => {
	const owner = name === origin ? '@' : name.slice(0, -origin.length - 1);
	const own = owners.get(owner);
	if (own) return own;
	const exists = (parent: string) =>
		parent === '@' || owners.has(parent) || [...owners.keys()].some(key => key.endsWith(`.${parent}`));
	if (exists(owner)) return [];
	const labels = owner.split('.');
	const parents = [...labels.slice(1).map((_, index) => labels.slice(index + 1).join('.')), '@'];
	const closest = parents.find(exists);
	return owners.get(closest === '@' ? '*' : `*.${closest}`);
};

export type Answers = {
	readonly rcode: number;
	readonly answers: Resource[];
	readonly authorities: Resource[];
};

const ttl = 60;
const resource = (name: string, type: Type, fields: Fields): Resource =>
	new Packet.Resource(
		Object.assign({name, type: types[type][0], class: 1, ttl}, fields) as Partial<Resource>,
	);

const soaOf = ({origin, owners}: Zone): Resource => {
	const own = owners.get('@')?.find(entry => 'type' in entry && entry.type === 'SOA');
	const made = {primary: `ns.${origin}`, admin: `hostmaster.${origin}`, serial: 1, refresh: 3600, retry: 600};
	return resource(
		origin,
		'SOA',
		own && 'fields' in own ? own.fields : {...made, expiration: 86_400, minimum: 60},
	);
};

/** What a recursive resolver makes of the zones; undefined when it stays silent. */
export const resolve = (zones: readonly Zone[], asked: string, type: number): Answers | undefined => {
	const answers: Resource[] = [];
	let name = asked.toLowerCase();
	for (let hops = 0; hops < 16; hops++) {
		const zone = zones.find(({origin}) => name === origin || name.endsWith(`.${origin}`));
		const entries = zone && entriesOf(zone, name);
		if (!zone || !entries)
			return {rcode: Packet.RCODE.NXDOMAIN, answers, authorities: zone ? [soaOf(zone)] : []};
		const misbehaving = entries.find(entry => 'misbehaves' in entry);
		if (misbehaving?.misbehaves === 'SILENT') return undefined;
		if (misbehaving) return {rcode: Packet.RCODE[misbehaving.misbehaves], answers: [], authorities: []};
		const own = entries.filter(entry => 'type' in entry);
		const wanted = own.filter(entry => types[entry.type][0] === type);
		const alias = own.find(entry => entry.type === 'CNAME');
		const given = wanted.length > 0 ? wanted : alias ? [alias] : [];
		answers.push(...given.map(entry => resource(name, entry.type, entry.fields)));
		if (wanted.length > 0) return {rcode: Packet.RCODE.NOERROR, answers, authorities: []};
		if (!alias) return {rcode: Packet.RCODE.NOERROR, answers, authorities: [soaOf(zone)]};
		const {domain} = alias.fields;
		name = String(domain).toLowerCase().replace(/\.$/, '');
	}
	return {rcode: Packet.RCODE.SERVFAIL, answers: [], authorities: []};
};

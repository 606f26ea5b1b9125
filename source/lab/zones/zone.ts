import {Packet, type Resource} from 'dns2';
import {type Entry, type Fields, readEntry, type Type, types} from './record.ts';

/** Owners are relative to the zone; a record is `TYPE data` as in a zone file, or a word for what misbehaves. */
export type Zones = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export type Zone = {readonly origin: string; readonly owners: ReadonlyMap<string, readonly Entry[]>};

/** A zone's name as it is compared: small letters, no final dot. */
export const originOf = (zone: string): string => zone.toLowerCase().replace(/\.$/, '');

/** The most particular zones come first. Throws when a record cannot be read: the schema says that beforehand. */
export const readZones = (zones: Zones): readonly Zone[] =>
	Object.entries(zones)
		.map(([origin, owners]) => ({
			origin: originOf(origin),
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

/** Whether a name is the zone's own or below it. */
export const isWithin = (name: string, origin: string): boolean =>
	name === origin || name.endsWith(`.${origin}`);

/** The zone that answers for a name; a DS record is the business of the zone above (RFC 4035 section 3.1.4.1). */
export const zoneFor = (zones: readonly Zone[], name: string, type: number): Zone | undefined => {
	const [own, above] = zones.filter(({origin}) => isWithin(name, origin));
	if (type !== types.DS[0] || own?.origin !== name || !above) return own;
	const holds = above.owners.get(ownerIn(above, name))?.some(entry => entry.type === 'DS');
	return holds ? above : own;
};

/** The owner within its zone, `@` for the zone's own name. */
export const ownerIn = ({origin}: Zone, name: string): string =>
	name === origin ? '@' : name.slice(0, -origin.length - 1);

/** The entries of a name, by way of the closest wildcard if need be (RFC 4592); undefined when it does not exist. */
const entriesOf = (zone: Zone, name: string): readonly Entry[] | undefined => {
	const {owners} = zone;
	const owner = ownerIn(zone, name);
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

/** What a zone holds for one name and type. */
export type Held =
	| {readonly kind: 'silent' | 'absent' | 'nothing'}
	| {readonly kind: 'error'; readonly rcode: number}
	| {readonly kind: 'records'; readonly records: Resource[]}
	| {readonly kind: 'alias'; readonly records: Resource[]; readonly target: string};

/** A name that misbehaves does so for every type, a type that misbehaves for itself. */
export const lookAt = (zone: Zone, name: string, type: number): Held => {
	const entries = entriesOf(zone, name);
	if (!entries) return {kind: 'absent'};
	const misbehaving = entries.find(
		entry => 'misbehaves' in entry && (entry.type === undefined || types[entry.type][0] === type),
	);
	if (misbehaving && 'misbehaves' in misbehaving)
		return misbehaving.misbehaves === 'SILENT'
			? {kind: 'silent'}
			: {kind: 'error', rcode: Packet.RCODE[misbehaving.misbehaves]};
	const own = entries.filter(entry => 'fields' in entry);
	const wanted = own.filter(entry => types[entry.type][0] === type);
	if (wanted.length > 0)
		return {kind: 'records', records: wanted.map(entry => resource(name, entry.type, entry.fields))};
	const alias = own.find(entry => entry.type === 'CNAME');
	if (!alias) return {kind: 'nothing'};
	return {
		kind: 'alias',
		records: [resource(name, 'CNAME', alias.fields)],
		target: originOf(String(alias.fields['domain'])),
	};
};

const ttl = 60;

export const resource = (name: string, type: Type, fields: Fields): Resource =>
	new Packet.Resource(
		Object.assign({name, type: types[type][0], class: 1, ttl}, fields) as Partial<Resource>,
	);

export const soaOf = ({origin, owners}: Zone): Resource => {
	const own = owners.get('@')?.find(entry => entry.type === 'SOA' && 'fields' in entry);
	const made = {primary: `ns.${origin}`, admin: `hostmaster.${origin}`, serial: 1, refresh: 3600, retry: 600};
	return resource(
		origin,
		'SOA',
		own && 'fields' in own ? own.fields : {...made, expiration: 86_400, minimum: 60},
	);
};

import {Packet, type Resource} from 'dns2';
import {type Answers, mostAliases} from './answer.ts';
import {types} from './record.ts';
import {isWithin, lookAt, ownerIn, soaOf, type Zone, zoneFor} from './zone.ts';

/** What an authoritative server says about its zones; `authoritative` is the AA bit. */
export type OwnAnswers = Omit<Answers, 'names'> & {
	readonly authoritative: 0 | 1;
	readonly additionals: Resource[];
};

/** An answer out of these zones alone, without recursion; undefined when the name stays silent. */
export const answerFrom = (zones: readonly Zone[], asked: string, type: number): OwnAnswers | undefined => {
	const answers: Resource[] = [];
	const {NOERROR, NXDOMAIN, REFUSED, SERVFAIL} = Packet.RCODE;
	const own = (rcode: number, authorities: Resource[] = []): OwnAnswers => ({
		rcode,
		answers,
		authorities,
		additionals: [],
		authoritative: 1,
	});
	let name = asked.toLowerCase();
	for (let aliases = 0; aliases < mostAliases; aliases++) {
		const zone = zoneFor(zones, name, type);
		if (!zone) return aliases > 0 ? own(NOERROR) : {...own(REFUSED), authoritative: 0};
		const cut = cutOn(zone, name, type);
		if (cut !== undefined) return aliases > 0 ? own(NOERROR) : referral(zone, cut);
		const held = lookAt(zone, name, type);
		switch (held.kind) {
			case 'silent':
				return undefined;
			case 'error':
				return {...own(held.rcode), answers: [], authoritative: 0};
			case 'absent':
				return own(NXDOMAIN, [soaOf(zone)]);
			case 'nothing':
				return own(NOERROR, [soaOf(zone)]);
			case 'records':
				answers.push(...held.records);
				return own(NOERROR);
			case 'alias':
				answers.push(...held.records);
				name = held.target;
		}
	}
	return {...own(SERVFAIL), answers: [], authoritative: 0};
};

/** The name at which the zone ends on the way to this one: NS records below its own name (RFC 1034 section 4.2.1). */
const cutOn = (zone: Zone, name: string, type: number): string | undefined => {
	if (name === zone.origin) return undefined;
	const labels = ownerIn(zone, name).split('.');
	const owners = labels.map((_, index) => labels.slice(index).join('.')).toReversed();
	const owner = owners.find(each => zone.owners.get(each)?.some(entry => entry.type === 'NS'));
	const cut = owner === undefined ? undefined : `${owner}.${zone.origin}`;
	return cut === name && type === types.DS[0] ? undefined : cut;
};

const referral = (zone: Zone, cut: string): OwnAnswers => {
	const held = lookAt(zone, cut, types.NS[0]);
	const authorities = held.kind === 'records' ? held.records : [];
	const targets = authorities.map(({ns}) => String(ns).toLowerCase().replace(/\.$/, ''));
	const glue = targets
		.filter(target => isWithin(target, zone.origin))
		.flatMap(target => [types.A[0], types.AAAA[0]].map(type => lookAt(zone, target, type)))
		.flatMap(address => (address.kind === 'records' ? address.records : []));
	return {rcode: Packet.RCODE.NOERROR, answers: [], authorities, additionals: glue, authoritative: 0};
};

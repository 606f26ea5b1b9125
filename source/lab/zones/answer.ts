import {Packet, type Resource} from 'dns2';
import {lookAt, soaOf, type Zone, zoneFor} from './zone.ts';

/** The contents of a reply. */
export type Answers = {
	readonly rcode: number;
	readonly answers: Resource[];
	readonly authorities: Resource[];
	/** The name asked for and the targets of its aliases, as far as they were looked at. */
	readonly names: readonly string[];
};

export const mostAliases = 16;

/** Whoever looked a name up in vain tells how far down the tree that came. */
const root: Zone = {origin: '', owners: new Map()};

/** What a recursive resolver makes of the zones; undefined when it stays silent. */
export const resolve = (zones: readonly Zone[], asked: string, type: number): Answers | undefined => {
	const answers: Resource[] = [];
	const names: string[] = [];
	const {NOERROR, NXDOMAIN, SERVFAIL} = Packet.RCODE;
	for (let name: string | undefined = asked.toLowerCase(); name !== undefined; ) {
		if (names.push(name) > mostAliases) return {rcode: SERVFAIL, answers: [], authorities: [], names};
		const zone = zoneFor(zones, name, type);
		if (!zone) return {rcode: NXDOMAIN, answers, authorities: [soaOf(root)], names};
		const held = lookAt(zone, name, type);
		name = undefined;
		switch (held.kind) {
			case 'silent':
				return undefined;
			case 'error':
				return {rcode: held.rcode, answers: [], authorities: [], names};
			case 'absent':
				return {rcode: NXDOMAIN, answers, authorities: [soaOf(zone)], names};
			case 'nothing':
				return {rcode: NOERROR, answers, authorities: [soaOf(zone)], names};
			case 'records':
				return {rcode: NOERROR, answers: [...answers, ...held.records], authorities: [], names};
			case 'alias':
				answers.push(...held.records);
				name = held.target;
		}
	}
	return undefined;
};

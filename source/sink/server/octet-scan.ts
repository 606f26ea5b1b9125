import type {SinkOddity} from '../../core/sink.ts';

/** Octets of a line without its end (RFC 5322 section 2.1.1). */
const longestLine = 998;
const lineFeed = 10;
const carriageReturn = 13;

/** Looks at every octet of one message as it comes, for what RFC 5321 section 2.3.8 and RFC 5322 do not allow. */
export class OctetScan {
	private before = lineFeed;
	/** Octets of the line that is not ended yet. */
	private column = 0;
	private hasBareLineFeed = false;
	private hasBareReturn = false;
	private hasNul = false;
	private hasLongLine = false;
	private hasHighOctets = false;

	read(chunk: Buffer): void {
		const {length} = chunk;
		let before = this.before;
		let start = -this.column;
		for (let at = 0; at < length; at++) {
			const octet = chunk[at] as number;
			if (octet === lineFeed) {
				const isWhole = before === carriageReturn;
				if (!isWhole) this.hasBareLineFeed = true;
				if (at - start - (isWhole ? 1 : 0) > longestLine) this.hasLongLine = true;
				start = at + 1;
			} else {
				if (before === carriageReturn) this.hasBareReturn = true;
				if (octet > 127) this.hasHighOctets = true;
				else if (octet === 0) this.hasNul = true;
			}
			before = octet;
		}
		this.before = before;
		this.column = length - start;
	}

	/** What was found, when the last octet has come; `mayBeHigh`: the client declared octets above 127 (RFC 6152). */
	oddities(declared: {readonly mayBeHigh: boolean}): readonly SinkOddity[] {
		const found: SinkOddity[] = [];
		if (this.hasBareLineFeed) found.push('bare-line-feed');
		if (this.hasBareReturn || this.before === carriageReturn) found.push('bare-carriage-return');
		if (this.hasNul) found.push('nul-octet');
		if (this.hasLongLine || this.column > longestLine) found.push('long-line');
		if (this.hasHighOctets && !declared.mayBeHigh) found.push('eight-bit-undeclared');
		return found;
	}
}

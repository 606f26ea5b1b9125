import {isAscii} from 'node:buffer';
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

	/** Searches instead of looking at each octet, which takes a fifth of the time. */
	read(chunk: Buffer): void {
		const {length} = chunk;
		if (length === 0) return;
		if (!this.hasHighOctets && !isAscii(chunk)) this.hasHighOctets = true;
		if (!this.hasNul && chunk.includes(0)) this.hasNul = true;
		const text = chunk.toString('latin1');
		this.readLines(text);
		if (!this.hasBareReturn) this.hasBareReturn = this.holdsBareReturn(text);
		this.before = text.charCodeAt(length - 1);
	}

	private readLines(text: string): void {
		let start = -this.column;
		for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
			const isWhole = (at === 0 ? this.before : text.charCodeAt(at - 1)) === carriageReturn;
			if (!isWhole) this.hasBareLineFeed = true;
			if (at - start - (isWhole ? 1 : 0) > longestLine) this.hasLongLine = true;
			start = at + 1;
		}
		this.column = text.length - start;
	}

	private holdsBareReturn(text: string): boolean {
		if (this.before === carriageReturn && text.charCodeAt(0) !== lineFeed) return true;
		const last = text.length - 1;
		for (let at = text.indexOf('\r'); at >= 0 && at < last; at = text.indexOf('\r', at + 1))
			if (text.charCodeAt(at + 1) !== lineFeed) return true;
		return false;
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

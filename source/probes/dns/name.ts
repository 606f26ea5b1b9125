import {domainToASCII} from 'node:url';
import {failed, type Result, success} from '../../core/result.ts';

/** IDNA writes the dot between labels in four ways (UTS 46). */
const dots = /[.\u3002\uFF0E\uFF61]/u;
/**
 * What may stand in an ASCII label on its way out: all that is visible and the space, because a label may hold any octet
 * (RFC 2181 section 11), except the escape character.
 */
const plainLabel = /^[ -[\]-~]+$/;
/** A label with other letters must not hide URL syntax, which the conversion would act upon. */
const foreignLabel = /^[\p{L}\p{M}\p{N}\p{Join_Control}\u00B7_-]+$/u;
/** Keeps the conversion from reading a label of digits as an IPv4 address. */
const anchor = '.invalid';

/**
 * A name as it goes on the wire: ASCII, lower case, without the final dot (the root is ''). U-labels become
 * A-labels one by one (RFC 5891); empty labels and lengths beyond RFC 1035 section 2.3.4 are refused.
 */
export const wireName = (name: string): Result<string, string> => {
	if (name === '.') return success('');
	if (name.length > 1000) return failed('the name is too long');
	const labels = name.split(dots);
	if (labels.length > 1 && labels.at(-1) === '') labels.pop();
	if (labels.includes('')) return failed('the name has an empty label');
	const ascii = labels.map(asciiLabel);
	const bad = ascii.indexOf(undefined);
	if (bad >= 0) return failed(`${JSON.stringify(labels[bad])} cannot be part of a name`);
	if (ascii.some(label => label && label.length > 63)) return failed('a label is longer than 63 octets');
	const joined = ascii.join('.');
	return joined.length > 253 ? failed('the name is longer than 253 octets') : success(joined);
};

const asciiLabel = (label: string): string | undefined => {
	if (plainLabel.test(label)) return label.toLowerCase();
	if (!foreignLabel.test(label)) return undefined;
	const converted = domainToASCII(label + anchor);
	const ascii = converted.slice(0, -anchor.length);
	return converted.endsWith(anchor) && /^[a-z0-9_-]+$/.test(ascii) ? ascii : undefined;
};

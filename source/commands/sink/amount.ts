import {UsageError} from '../io.ts';
import {milliseconds} from '../options.ts';

const day = 86_400_000;
const longestAge = 3650;

/** Milliseconds of an age such as 7d, 12h or 30m, at most ten years; what has no unit is seconds. */
export const ageOf = (option: string, text: string): number => {
	const wrong = new UsageError(
		`${option} ${text}: expected an age such as 7d or 12h, at most ${longestAge}d`,
	);
	const days = /^(\d{1,5})d$/.exec(text.trim())?.[1];
	if (days === undefined) {
		if (!/^\d+(?:\.\d+)?(?:ms|s|m|h)?$/.test(text.trim())) throw wrong;
		return milliseconds(option, text);
	}
	if (Number(days) < 1 || Number(days) > longestAge) throw wrong;
	return Number(days) * day;
};

const sizes: Readonly<Record<string, number>> = {'': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4};

/** Octets of a size such as 500KB, 50MB or 1GB, in powers of 1024; what has no unit is octets. */
export const octetsOf = (option: string, text: string): number => {
	const [, amount, unit = ''] = /^(\d{1,15}(?:\.\d{1,6})?)\s*([KMGT]?)(?:i?B)?$/i.exec(text.trim()) ?? [];
	const octets = Math.round(Number(amount) * (sizes[unit.toUpperCase()] ?? 1));
	if (amount === undefined || octets < 1 || !Number.isSafeInteger(octets))
		throw new UsageError(`${option} ${text}: expected a size such as 500KB, 50MB or 1GB`);
	return octets;
};

/** A whole number from 1 on. */
export const countOf = (option: string, text: string, most = 1_000_000_000): number => {
	const count = /^\d{1,10}$/.test(text.trim()) ? Number(text) : 0;
	if (count < 1 || count > most)
		throw new UsageError(`${option} ${text}: expected a number from 1 to ${most}`);
	return count;
};

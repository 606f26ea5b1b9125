import {printable} from '../../../core/printable.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const units = [
	[365 * day, 'year'],
	[day, 'day'],
	[hour, 'hour'],
	[minute, 'minute'],
	[second, 'second'],
] as const;

/** What a length of time is rounded to: to the second only where seconds matter. */
const grainOf = (ms: number): number => {
	if (ms < 10 * minute) return second;
	if (ms < day) return minute;
	return ms < 365 * day ? hour : day;
};

/** A length of time in its two largest units, such as `2 hours 5 minutes`; never nothing. */
export const span = (ms: number): string => {
	const exact = Math.abs(ms);
	const grain = grainOf(exact);
	let rest = Math.round(exact / grain) * grain;
	if (rest === 0) return 'less than a second';
	const first = units.findIndex(([size]) => rest >= size);
	return units
		.slice(first, first + 2)
		.flatMap(([size, name]) => {
			const count = Math.floor(rest / size);
			rest -= count * size;
			return count === 0 ? [] : [`${count} ${name}${count === 1 ? '' : 's'}`];
		})
		.join(' ');
};

/** How far a clock is off: positive is ahead. */
export const skewWords = (ms: number): string => `${span(ms)} ${ms < 0 ? 'behind' : 'ahead'}`;

/** A moment to the second, such as `2026-06-15 12:00:05 UTC`. */
export const momentWords = (at: number): string =>
	`${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** A moment that a Date can hold. */
export const isMoment = (at: number): boolean => Math.abs(at) <= 8.64e15;

const longest = 200;

/** A name or reason out of somebody else's hands. */
export const shownName = (text: string): string =>
	printable(text.length > longest ? `${text.slice(0, longest)}…` : text);

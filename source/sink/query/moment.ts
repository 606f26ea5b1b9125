const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const units: Readonly<Record<string, number>> = {s: second, m: minute, h: hour, d: day, w: 7 * day};

const ago = /^(\d{1,6})([smhdw])$/i;
const date = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?)?$/i;

/** The first and the last millisecond of what was written: a day has many, a moment has one. */
export type Span = {readonly begin: number; readonly end: number};

/**
 * A time as it is typed: a duration before `now`, a local date, or a local date and time. Nothing where it is none, or no
 * such day or time is in the calendar.
 */
export const momentOf = (text: string, now: number): Span | undefined => {
	const [, count, unit = ''] = ago.exec(text) ?? [];
	if (count !== undefined) {
		const at = now - Number(count) * (units[unit.toLowerCase()] ?? 0);
		return {begin: at, end: at};
	}
	const written = date.exec(text);
	if (!written) return undefined;
	const [year = 0, month = 0, dayOfMonth = 0] = written.slice(1, 4).map(Number);
	const [hours = 0, minutes = 0, seconds = 0] = written.slice(4).map(part => Number(part ?? 0));
	const isTime = hours < 24 && minutes < 60 && seconds < 60;
	const begin = new Date(year, month - 1, dayOfMonth, hours, minutes, seconds);
	begin.setFullYear(year);
	const isDay = begin.getMonth() === month - 1 && begin.getDate() === dayOfMonth;
	if (!isTime || !isDay) return undefined;
	if (written[4] !== undefined) return {begin: begin.getTime(), end: begin.getTime()};
	const next = new Date(begin);
	next.setDate(dayOfMonth + 1);
	return {begin: begin.getTime(), end: next.getTime() - 1};
};

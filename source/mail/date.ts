/** A moment as it was written down, and how exactly: milliseconds since 1970, and milliseconds that it may be later. */
export type Moment = {readonly at: number; readonly within: number};

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Minutes east of UTC (RFC 5322 section 4.3); of other letters nobody knows what their writer meant. */
const zones: ReadonlyMap<string, number> = new Map([
	...(['ut', 'utc', 'gmt', 'z'] as const).map(name => [name, 0] as const),
	...[...'ecmp'].flatMap((letter, index) => [
		[`${letter}st`, -60 * (5 + index)] as const,
		[`${letter}dt`, -60 * (4 + index)] as const,
	]),
]);

const dayName = '(?:sun|mon|tue|wed|thu|fri|sat)';
const monthName = `(?:${months.join('|')})`;
const gap = String.raw`[ \t]{1,8}`;
const clock = String.raw`(\d{2}):(\d{2})(?::(\d{2}))?`;
const mailDate = String.raw`(?:(${dayName})[ \t]{0,8},[ \t]{0,8})?(\d{1,2})${gap}(${monthName})${gap}(\d{2,4})${gap}${clock}${gap}([+-]\d{4}|[a-z]{1,5})`;

const wholeMailDate = new RegExp(`^${mailDate}$`, 'i');
const anyMailDate = new RegExp(`(?<![\\w:+-])${mailDate}(?![\\w:])`, 'gi');

/** Characters of a date, comments included; and of a text that dates are looked for in. */
const longestDate = 200;
const longestText = 2000;

/**
 * A date as mail has it (RFC 5322 section 3.3, with the obsolete years, zones and comments of section 4.3); `within` is a
 * second, or a minute where it has no seconds. Strict: a day that does not exist, a weekday that is another and a zone
 * that nobody knows make it none.
 */
export const readMailDate = (text: string): Moment | undefined => {
	if (text.length > longestDate) return undefined;
	const bare = withoutComments(text)?.replaceAll(/\s+/g, ' ').trim();
	return bare === undefined ? undefined : momentOf(wholeMailDate.exec(bare));
};

/** Every date of that form in a line of text, such as the greeting of a server; what is no real date is left out. */
export const mailDatesIn = (text: string): readonly Moment[] =>
	[...text.slice(0, longestText).matchAll(anyMailDate)].flatMap(found => momentOf(found) ?? []);

const momentOf = (found: RegExpExecArray | null): Moment | undefined => {
	if (!found) return undefined;
	const [, weekday, day = '', month = '', year = '', hour, minute, second, zone = ''] = found;
	const east = minutesEast(zone.toLowerCase());
	if (east === undefined) return undefined;
	const local = dayAt({
		year: fullYear(year),
		month: months.indexOf(month.toLowerCase()),
		day: Number(day),
		weekday,
	});
	const time = timeOf(hour, minute, second);
	if (local === undefined || time === undefined) return undefined;
	return {at: local + time - east * 60_000, within: second === undefined ? 60_000 : 1000};
};

/** RFC 5322 section 4.3: two digits from 00 to 49 are of this century, three count from 1900. */
const fullYear = (digits: string): number => {
	const year = Number(digits);
	if (digits.length === 4) return year;
	return digits.length === 2 && year < 50 ? 2000 + year : 1900 + year;
};

const minutesEast = (zone: string): number | undefined => {
	const [, sign, hours, minutes] = /^([+-])(\d{2})(\d{2})$/.exec(zone) ?? [];
	if (sign === undefined) return zones.get(zone);
	const east = Number(hours) * 60 + Number(minutes);
	return Number(minutes) > 59 ? undefined : sign === '-' ? -east : east;
};

const dayAt = ({
	year,
	month,
	day,
	weekday,
}: {
	readonly year: number;
	readonly month: number;
	readonly day: number;
	readonly weekday: string | undefined;
}): number | undefined => {
	const at = Date.UTC(year, month, day);
	const date = new Date(at);
	if (year < 1900 || date.getUTCMonth() !== month || date.getUTCDate() !== day) return undefined;
	const named = weekday?.slice(0, 3).toLowerCase();
	return named === undefined || days[date.getUTCDay()] === named ? at : undefined;
};

/** A leap second is the first of the next minute. */
const timeOf = (hour = '', minute = '', second = '0'): number | undefined =>
	Number(hour) < 24 && Number(minute) < 60 && Number(second) <= 60
		? ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000
		: undefined;

/** Comments may be nested and have quoted characters (RFC 5322 section 3.2.2); nothing where one does not end. */
export const withoutComments = (text: string): string | undefined => {
	let depth = 0;
	let bare = '';
	for (let index = 0; index < text.length; index++) {
		const letter = text[index] ?? '';
		if (depth > 0 && letter === '\\') index++;
		else if (letter === '(') depth++;
		else if (depth > 0 && letter === ')') depth--;
		else if (depth === 0) bare += letter;
		if (depth === 0 && letter === ')') bare += ' ';
	}
	return depth === 0 ? bare : undefined;
};

const fixdate = new RegExp(
	String.raw`^(${dayName}), (\d{2}) (${monthName}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$`,
	'i',
);
const rfc850 = new RegExp(
	String.raw`^(${dayName})[a-z]{3,6}, (\d{2})-(${monthName})-(\d{2}) (\d{2}):(\d{2}):(\d{2}) GMT$`,
	'i',
);
const asctime = new RegExp(
	String.raw`^(${dayName}) (${monthName}) ([ \d]\d) (\d{2}):(\d{2}):(\d{2}) (\d{4})$`,
	'i',
);

/**
 * A date as HTTP has it, in any of its three forms (RFC 9110 section 5.6.7), to the second. Years of two digits are read as
 * in mail, because the rule of HTTP for them rests on a clock that may be the one in question.
 */
export const readHttpDate = (text: string): Moment | undefined => {
	const [, ...parts] = fixdate.exec(text) ?? rfc850.exec(text) ?? turned(asctime.exec(text)) ?? [];
	const [weekday, day, month = '', year = '', hour, minute, second] = parts;
	if (year === '') return undefined;
	const date = dayAt({
		year: fullYear(year),
		month: months.indexOf(month.toLowerCase()),
		day: Number(day),
		weekday,
	});
	const time = timeOf(hour, minute, second);
	return date === undefined || time === undefined ? undefined : {at: date + time, within: 1000};
};

const turned = (found: RegExpExecArray | null): readonly (string | undefined)[] | undefined => {
	if (!found) return undefined;
	const [whole, weekday, month, day, hour, minute, second, year] = found;
	return [whole, weekday, day, month, year, hour, minute, second];
};

/** A moment as a person reads it, to the second: `2026-11-22 10:00:05 UTC`; ISO 8601 as `Date` writes it. */
export const momentWords = (iso: string): string =>
	iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d{1,9})?Z$/, '$1 $2 UTC');

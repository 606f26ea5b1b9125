const units: Readonly<Record<string, number>> = {ms: 1, s: 1000, m: 60_000, h: 3_600_000};

/** Milliseconds of a duration such as `500ms`, `5s`, `2m` or `1h`; a bare number is seconds. Nothing for anything else. */
export const durationIn = (text: string): number | undefined => {
	const parsed = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)?$/.exec(text);
	return parsed ? Math.round(Number(parsed[1]) * (units[parsed[2] ?? 's'] ?? 1000)) : undefined;
};

/** The shortest way to write so many milliseconds that `durationIn` reads back as the same. */
export const durationOf = (ms: number): string => {
	const unit = (['h', 'm', 's'] as const).find(one => ms > 0 && ms % (units[one] ?? 1) === 0) ?? 'ms';
	return `${ms / (units[unit] ?? 1)}${unit}`;
};

const day = 86_400;

const units = [
	['day', day],
	['hour', 3600],
	['minute', 60],
	['second', 1],
] as const;

/** A time as a person would say it, in its two largest units: `5 minutes`, `1 minute 30 seconds`; in days from two on. */
export const lasting = (seconds: number): string => {
	let left = Math.max(0, Math.round(seconds));
	const fitting = left < 2 * day ? units.slice(1) : units;
	const parts = fitting.flatMap(([unit, size]) => {
		const count = Math.floor(left / size);
		left -= count * size;
		return count === 0 ? [] : [`${count} ${unit}${count === 1 ? '' : 's'}`];
	});
	return parts.slice(0, 2).join(' ') || '0 seconds';
};

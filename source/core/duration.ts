const units = [
	['hour', 3600],
	['minute', 60],
	['second', 1],
] as const;

/** A time as a person would say it, in its two largest units: `5 minutes`, `1 minute 30 seconds`. */
export const lasting = (seconds: number): string => {
	let left = Math.max(0, Math.round(seconds));
	const parts = units.flatMap(([unit, size]) => {
		const count = Math.floor(left / size);
		left -= count * size;
		return count === 0 ? [] : [`${count} ${unit}${count === 1 ? '' : 's'}`];
	});
	return parts.slice(0, 2).join(' ') || '0 seconds';
};

/** At least, and at most, so many octets may be on their way, whatever the bounds of the store are. */
const least = 64 * 1024 * 1024;
const most = 1024 * 1024 * 1024;

/** How many octets of messages are not kept yet: in memory, on disk, and discarded but not swept away. */
export type Way = {
	readonly most: number;
	/** Counts octets that came; says whether there is room for them, and counts nothing where there is none. */
	enter(octets: number): boolean;
	/** They are kept, or were in memory only. */
	leave(octets: number): void;
	/** They count until their deposit is `swept`. */
	discard(deposit: number, octets: number): void;
	swept(deposit: number): void;
};

/** As much again may be on its way as is kept (`octets`), but never less than 64 MiB, nor more than 1 GiB. */
export const openWay = (octets: number): Way => {
	const bound = Math.min(most, Math.max(least, octets));
	const discarded = new Map<number, number>();
	let under = 0;
	return {
		most: bound,
		enter: more => {
			if (under + more > bound) return false;
			under += more;
			return true;
		},
		leave: fewer => {
			under -= fewer;
		},
		discard: (deposit, left) => {
			discarded.set(deposit, left);
		},
		swept: deposit => {
			under -= discarded.get(deposit) ?? 0;
			discarded.delete(deposit);
		},
	};
};

/** A size as a person would say it, in powers of 1024, as mail limits are set: `512 octets`, `2.3 KB`, `50 MB`, `1 GB`. */
export const sizeInWords = (octets: number): string => {
	if (octets < 1024) return `${octets} octet${octets === 1 ? '' : 's'}`;
	const power = Math.min(4, Math.floor(Math.log2(octets) / 10));
	const value = octets / 1024 ** power;
	return `${value >= 10 ? Math.round(value) : Math.round(value * 10) / 10} ${'KMGT'[power - 1]}B`;
};

/** The domain that somebody registered and below which a name stands (`example.co.uk`); nothing for a suffix itself. */
export const registeredDomain = async (name: string): Promise<string | undefined> => {
	const {default: tldts} = await import('tldts');
	return tldts.getDomain(withoutDot(name)) ?? undefined;
};

/** The public suffix of a name, of one or more labels; nothing when its end is no top-level domain of the internet. */
export const publicSuffix = async (name: string): Promise<string | undefined> => {
	const {default: tldts} = await import('tldts');
	const {publicSuffix: suffix, isIcann} = tldts.parse(withoutDot(name));
	return isIcann && suffix !== null ? suffix : undefined;
};

const withoutDot = (name: string): string => name.toLowerCase().replace(/\.$/, '');

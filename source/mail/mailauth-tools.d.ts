/** What mailauth says of a key record; it ships no types for this module. */
declare module 'mailauth/lib/tools.js' {
	const tools: {
		/** Throws an error with `code` EINVALIDVER, EINVALIDTYPE, EINVALIDVAL, EINVALIDHASH, EINVALIDSERVICE or ESHORTKEY. */
		getPublicKey(
			type: 'DKIM',
			name: string,
			minBitLength: number,
			resolver: (name: string, rrtype: string) => Promise<string[][]>,
			options: {strict: boolean; hashAlgo: 'sha256'},
		): Promise<{
			keyType: 'rsa' | 'ed25519';
			/** Bits; absent for Ed25519. */
			modulusLength?: number;
			testing: boolean;
		}>;
	};
	export = tools;
}

/** A next hop as `relayhost` names it: `[host]:port`, `host:port`, `[2001:db8::1]`. */
export type Destination = {
	/** As written, which is also the key in a table of passwords. */
	readonly written: string;
	readonly host: string;
	readonly port?: string;
	/** Without brackets Postfix asks DNS for the exchangers (MX) of the name. */
	readonly isDirect: boolean;
};

export const destinationOf = (written: string): Destination | undefined => {
	const [, inside, behind] = /^\[([^[\]\s]+)\](?::([^:\s]+))?$/.exec(written) ?? [];
	if (inside !== undefined)
		return {
			written,
			host: inside.replace(/^ipv6:/i, ''),
			isDirect: true,
			...(behind === undefined ? {} : {port: behind}),
		};
	const [, host, port] = /^([^:[\]\s]+)(?::([^:\s]+))?$/.exec(written) ?? [];
	if (host === undefined) return undefined;
	return {written, host, isDirect: false, ...(port === undefined ? {} : {port})};
};

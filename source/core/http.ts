import type {TlsFacts} from './smtp.ts';

/** One GET over HTTPS. Redirects are not followed; nothing is sent to a server whose certificate is not trusted. */
export type HttpQuestion = {
	/** `https:` only, without credentials. */
	readonly url: string;
	/** The most octets of the body that are read; a longer one is a failure (`malformed`). */
	readonly limit: number;
};

export type HttpAnswer = {
	/** The address that was really reached, `address:port`. */
	readonly address: string;
	readonly status: number;
	/** Media type with its parameters, as it was sent. */
	readonly contentType?: string;
	/** The `Date` field, ISO 8601. */
	readonly date?: string;
	readonly body: string;
	readonly tls: TlsFacts;
};

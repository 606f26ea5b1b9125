import type {TlsFacts} from './smtp.ts';

/** One GET over HTTPS. Redirects are not followed; nothing is sent to a server whose certificate is not trusted. */
export type HttpQuestion = {
	/** `https:` only, without credentials. */
	readonly url: string;
	/** The most octets of the body that are read; a longer one is a failure (`malformed`). */
	readonly limit: number;
	/**
	 * `date`: a HEAD for the clock of the server. `http:` is allowed then, and so is a certificate that is not trusted, which
	 * is told in `tls`: where our own clock is wrong, none is.
	 */
	readonly only?: 'date';
};

export type HttpAnswer = {
	/** The address that was really reached, `address:port`. */
	readonly address: string;
	readonly status: number;
	/** Media type with its parameters, as it was sent. */
	readonly contentType?: string;
	/** The `Date` field, ISO 8601. */
	readonly date?: string;
	/** The `Age` field: seconds that the answer has lain in a cache, and that its date is older for. */
	readonly age?: number;
	/** What our clock said when the head of the answer came, ISO 8601. */
	readonly heardAt?: string;
	/** Milliseconds between the request and that moment. */
	readonly heardAfter?: number;
	/** Empty where only the date was wanted. */
	readonly body: string;
	/** Absent where the answer came without TLS. */
	readonly tls?: TlsFacts;
};

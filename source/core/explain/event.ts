/** What an event of the connection means for the mail; what proves nothing of the server is a warning. */
export type Event = {
	readonly means: string;
	readonly tone: 'plain' | 'good' | 'warning' | 'bad';
	readonly cause?: string;
};

const events: ReadonlyArray<readonly [RegExp, Event]> = [
	[
		/ECONNREFUSED|connection refused|actively refused/i,
		{
			means: 'nothing accepts connections there, or a firewall rejects them',
			tone: 'warning',
			cause: 'connect.refused',
		},
	],
	[
		/ETIMEDOUT|connect(?:ion)? timeout|\btimed out\b/i,
		{means: 'nothing answered in time', tone: 'warning', cause: 'connect.port-blocked'},
	],
	[
		/ENOTFOUND|EAI_AGAIN|could not resolve|name or service not known|nodename nor servname|unknown host|getaddrinfo/i,
		{means: 'the name of the server could not be looked up', tone: 'warning', cause: 'dns.host-not-found'},
	],
	[
		/network is unreachable|no route to host|EHOSTUNREACH|ENETUNREACH/i,
		{means: 'there is no way to the server', tone: 'warning'},
	],
	[
		/wrong version number|SSL23_GET_SERVER_HELLO:unknown protocol|packet length too long/i,
		{
			means: 'TLS was begun and the server answered without it: port and kind of encryption do not fit',
			tone: 'bad',
			cause: 'settings.port-tls-mismatch',
		},
	],
	// openssl goes on after these
	[/^(?:verify error|verification error|verify return)/i, {means: '', tone: 'plain'}],
	[
		/no alternative certificate subject name|hostname mismatch|certificate (?:does|is) not (?:match|valid for)|ALTNAME_INVALID/i,
		{means: 'the certificate is one for other names', tone: 'bad', cause: 'tls.certificate-name'},
	],
	[
		/certificate verif(?:y|ication) failed|CERTIFICATE_VERIFY_FAILED|unable to (?:get local issuer|verify the first) certificate|self[- ]signed certificate|SELF_SIGNED_CERT/i,
		{
			means: 'the certificate of the server is not to be trusted',
			tone: 'bad',
			cause: 'tls.certificate-untrusted',
		},
	],
	[
		/STARTTLS (?:extension )?not supported|not (?:advertise|support|offer) (?:TLS|STARTTLS)|TLS startup failed|STARTTLS attempted but/i,
		{means: 'encryption could not be started', tone: 'bad', cause: 'tls.not-offered'},
	],
	[
		/auth not attempted|no suitable authentication|AUTH extension not supported|does not support authentication/i,
		{means: 'there was no common way to log in', tone: 'bad', cause: 'auth.not-offered'},
	],
	// as the SMTP probe writes it
	[
		/^TLS.{0,2000}: (?:self-signed|unknown-issuer)$/,
		{
			means: 'the certificate of the server is not to be trusted',
			tone: 'bad',
			cause: 'tls.certificate-untrusted',
		},
	],
	[
		/^TLS.{0,2000}: wrong-name$/,
		{means: 'the certificate is one for other names', tone: 'bad', cause: 'tls.certificate-name'},
	],
	[
		/^TLS.{0,2000}: (?:not-yet-valid|other)$/,
		{means: 'the certificate of the server is not to be trusted', tone: 'bad'},
	],
	[
		/^no (?:reply|connection|TLS handshake) within \d|^the whole conversation took more than \d/,
		{means: 'nothing came back in time', tone: 'warning'},
	],
	[
		/^(?:not an SMTP reply|a reply (?:line )?of more than|a reply that nobody asked for)/,
		{
			means: 'the server does not keep to SMTP, so nothing it says can be trusted to mean what it seems',
			tone: 'bad',
		},
	],
	[
		/^unencrypted text followed the STARTTLS reply/,
		{means: 'somebody may be writing into the connection before it is encrypted', tone: 'bad'},
	],
	[
		/^a password is not sent over an unencrypted connection/,
		{means: 'the login was not tried, because anybody on the way could read the password', tone: 'plain'},
	],
	[
		/^TLS.{0,2000}: expired$|certificate has expired|CERT_HAS_EXPIRED/i,
		{means: 'the certificate of the server has expired', tone: 'bad', cause: 'tls.certificate-expired'},
	],
	[
		/unsupported protocol|no protocols available|alert protocol version/i,
		{means: 'server and client share no version of TLS', tone: 'bad', cause: 'tls.version'},
	],
	[
		/closed connection unexpectedly|^the server closed the connection|connection (?:unexpectedly closed|reset)|ECONNRESET|lost connection|unexpected eof|broken pipe/i,
		{means: 'the other side ended the connection without a word', tone: 'warning'},
	],
	[
		/TLS started|SSL connection using|TLSv?1\.[0-3],|New, TLSv|upgraded (?:to TLS|with STARTTLS)/i,
		{means: 'from here on it is encrypted', tone: 'good'},
	],
	[
		/^(?:connected to|CONNECTED\(|connected |Connection established)/i,
		{means: 'the server is reached', tone: 'good'},
	],
	[/^(?:Trying |connect(?: to|:) )/i, {means: 'tries to reach the server', tone: 'plain'}],
	[/connection closed|^closed$|^Closing connection/i, {means: 'the conversation is over', tone: 'plain'}],
	[
		/\bsaid:$|refused to talk to me:$|SMTP error from remote|status=\w+$/i,
		{means: 'tells what the server said', tone: 'plain'},
	],
	[/^(?:curl: \(\d+\)|msmtp: )/, {means: 'the program gave up', tone: 'warning'}],
];

/** Tells what an event means; most are a program's own business. */
export const eventInWords = (text: string): Event =>
	events.find(([event]) => event.test(text))?.[1] ?? {means: '', tone: 'plain'};

/** Whether a new conversation begins here. */
export const isConnected = (text: string): boolean =>
	/^(?:connected to|CONNECTED\(|Connection established)/i.test(text);

/** Whether an event stands in the way of the mail, or may. */
export const isTrouble = ({tone}: Pick<Event, 'tone'>): boolean => tone === 'bad' || tone === 'warning';

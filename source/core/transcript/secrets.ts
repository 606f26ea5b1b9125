/** What stands in the place of a secret. */
export const mask = '••••••';

/** Texts of fewer characters are not searched for: they would be found in every second word. */
const shortest = 4;
/** Different secrets of one transcript that are searched for in all of it. */
const mostSecrets = 100;

/** Names of SASL mechanisms in use; what stands in the place of one and is none is taken for a secret. */
const mechanism =
	/^(?:PLAIN(?:-CLIENTTOKEN)?|LOGIN|CRAM-MD5|DIGEST-MD5|XOAUTH2?|OAUTHBEARER|NTLM|MSN|GSSAPI|GSS-SPNEGO|SCRAM-[A-Z0-9-]{1,20}|EXTERNAL|ANONYMOUS|KERBEROS_V[45]|[AXW][A-Z]{0,4}TOKEN2?|X-[A-Z0-9-]{1,18})$/i;

/** An AUTH command with nothing left of its initial response (RFC 4954 section 4), and that response. */
export const withoutResponse = (command: string): {readonly shown: string; readonly response: string} => {
	const [, verb = '', name = '', rest = ''] = /^(AUTH)\s+(\S+)\s*(.*)$/is.exec(command) ?? [];
	if (!mechanism.test(name)) return {shown: `${verb} ${mask}`, response: `${name} ${rest}`.trim()};
	const response = rest.trim();
	const isSecret = response !== '' && response !== '=' && response !== '*';
	return {
		shown: isSecret ? `${verb} ${name} ${mask}` : `${verb} ${name} ${response}`.trim(),
		response: isSecret ? response : '',
	};
};

const namePrompt = /^(?:user ?name|login|user|account)\s*:?\0?$/i;
const passwordPrompt = /^(?:password|passwd|passphrase)\s*:?\0?$/i;

/** What a server asks for with 334 (RFC 4954 section 4). */
export type Prompt = 'name' | 'password' | 'other';

/** The prompt of a 334 reply: the usual two are known, and any other may hold a challenge or somebody's data. */
export const promptOf = (challenge: string): Prompt => {
	const words = decoded(challenge) ?? challenge;
	return namePrompt.test(words) ? 'name' : passwordPrompt.test(words) ? 'password' : 'other';
};

/** The text in base64, or nothing where it is none. */
export const decoded = (word: string): string | undefined => {
	const plain = word.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
	if (plain === '' || !/^[A-Za-z0-9+/]+$/.test(plain) || plain.length % 4 === 1) return undefined;
	try {
		const bytes = Uint8Array.from(atob(plain), octet => octet.charCodeAt(0));
		return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
	} catch {
		return undefined;
	}
};

/** The part of a response to a login that has to stay secret wherever else it stands. */
const secretParts = (response: string): readonly string[] => {
	const words = decoded(response);
	if (words === undefined) return [response];
	const bearer = /\bBearer\s+([^\s\p{Cc}]+)/iu.exec(words)?.[1];
	const digest = /^\S+ ([0-9a-f]{32})$/i.exec(words)?.[1];
	return [response, bearer ?? digest ?? words.slice(words.lastIndexOf('\0') + 1).trim()];
};

/** Remembers the secrets of one transcript and takes them out of every text of it. */
export const createCover = () => {
	const secrets = new Set<string>();
	return {
		/** A response to a login, as it was sent. The name that goes with a password is hidden where it stands, and only there. */
		hide(response: string, prompt: Prompt) {
			const parts = prompt === 'name' ? [response] : secretParts(response);
			for (const part of parts) if (part.length >= shortest && secrets.size < mostSecrets) secrets.add(part);
		},
		clean(text: string, side: 'client' | 'server' | 'connection'): string {
			const known = [...secrets].toSorted((a, b) => b.length - a.length);
			const covered = known.reduce((shown, secret) => shown.replaceAll(secret, mask), text);
			return withoutCredentials(withoutLabelled(covered, side));
		},
	};
};

/** Passwords that stand behind their name, in a URL, or behind AUTH where it is no command of its own. */
const withoutLabelled = (text: string, side: 'client' | 'server' | 'connection'): string => {
	const plain = text.replaceAll(
		/(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:@/]{1,300}:)[^\s@]{1,300}@/gi,
		`$1${mask}@`,
	);
	if (side === 'server')
		return plain.replaceAll(/\b(AUTH\s+\S{1,40}\s+)(\S+)/gi, (all, before: string, word: string) =>
			isEncoded(word) ? `${before}${mask}` : all,
		);
	// POP3 and IMAP, which are pasted as well.
	const known =
		side === 'client' ? plain.replace(/^((?:\S{1,20} )?(?:PASS|LOGIN)) .*$/i, `$1 ${mask}`) : plain;
	return known
		.replaceAll(
			/(\b(?:password|passwd|passphrase|pass|pwd|secret|token)["']?\s?[=:]\s?)\S[^\r\n]{0,500}/gi,
			`$1${mask}`,
		)
		.replaceAll(/(--?(?:auth-password|password|ap|user|u)[ =])\S+/g, `$1${mask}`)
		.replaceAll(/\b(AUTH\s+[\w-]{1,40}\s+)(?!•)\S[^\r\n]{0,2000}/gi, `$1${mask}`);
};

const isEncoded = (word: string): boolean =>
	/^[A-Za-z0-9+/]{8,}={0,2}$/.test(word) && !mechanism.test(word) && !/^[A-Za-z]?[a-z]+$/.test(word);

/** Words that are readable text in base64: what nobody writes by accident, and servers send back after a login. */
const withoutCredentials = (text: string): string =>
	text.replaceAll(/(?<![^\s"'(<:=,[])[A-Za-z0-9+/]{12,}={0,2}(?![^\s"')>:;,.\]])/g, word => {
		const words = decoded(word);
		const isPrompt = words !== undefined && (namePrompt.test(words) || passwordPrompt.test(words));
		return words !== undefined && !isPrompt && isReadable(words) ? mask : word;
	});

/** Text in which the only control characters are those that part the words of a login, or end its line. */
const isReadable = (words: string): boolean =>
	!/\p{Cc}/u.test(words.replaceAll('\0', '').replaceAll('\u0001', '').trim());

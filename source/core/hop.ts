/** The stations of a verification mail, in the order in which it passes them. */
export const hops = [
	'account',
	'request',
	'settings',
	'dns',
	'connect',
	'tls',
	'auth',
	'sender',
	'recipient',
	'accept',
	'mx',
	'reputation',
	'filter',
	'mailbox',
	'code',
] as const;

export type Hop = (typeof hops)[number];

/** What is known of one hop. `not-reached`: nothing looked at it, or something before it stops the mail. */
export type HopState = 'good' | 'bad' | 'unknown' | 'not-reached';

export type PathHop = {readonly hop: Hop; readonly state: HopState};

/** The five stations that a person sees, and the hops inside each. */
export const stations = [
	{station: 'account', hops: ['account']},
	{station: 'device', hops: ['request', 'settings', 'dns']},
	{station: 'provider', hops: ['connect', 'tls', 'auth', 'sender', 'recipient', 'accept']},
	{station: 'recipient', hops: ['mx', 'reputation', 'filter']},
	{station: 'mailbox', hops: ['mailbox', 'code']},
] as const satisfies ReadonlyArray<{station: string; hops: readonly Hop[]}>;

/**
 * Whether the device's mail gets through: `broken` needs a hop between the settings and the recipient's filter that
 * is known to be bad, `working` needs every hop from the settings to the provider's acceptance to be known as good.
 * Anything else is unknown.
 */
export type MailState = 'working' | 'broken' | 'unknown';

/** A mail that lies in the wrong folder, or whose code came too late, did arrive. */
const mailHops = hops.slice(hops.indexOf('settings'), hops.indexOf('mailbox'));
const sendingHops: readonly Hop[] = [
	'settings',
	'dns',
	'connect',
	'tls',
	'auth',
	'sender',
	'recipient',
	'accept',
];

export const mailStateOf = (path: readonly PathHop[]): MailState => {
	const state = new Map(path.map(entry => [entry.hop, entry.state]));
	if (mailHops.some(hop => state.get(hop) === 'bad')) return 'broken';
	if (sendingHops.every(hop => state.get(hop) === 'good')) return 'working';
	return 'unknown';
};

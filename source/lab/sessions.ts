/** What one server saw of one conversation; passwords are not kept. */
export type SeenSession = {
	/** `host:port`, as the client knows it. */
	readonly server: string;
	readonly helo?: string;
	readonly encrypted: boolean;
	/** Logins that were tried, in order. */
	readonly logins: readonly string[];
	readonly senders: readonly string[];
	readonly recipients: readonly string[];
	/** Messages that were accepted, whole, up to the bound. */
	readonly messages: readonly string[];
};

type Mutable<T> = {-readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? I[] : T[K]};

/** A session that is still being written down. */
export type OpenSession = Mutable<SeenSession>;

/** The sessions of one server; the oldest are forgotten first. */
export type Register = {
	open(): OpenSession;
	list(): readonly SeenSession[];
};

const mostSessions = 1000;

export const createRegister = (server: string): Register => {
	const sessions: OpenSession[] = [];
	return {
		open: () => {
			const session: OpenSession = {
				server,
				encrypted: false,
				logins: [],
				senders: [],
				recipients: [],
				messages: [],
			};
			sessions.push(session);
			if (sessions.length > mostSessions) sessions.shift();
			return session;
		},
		list: () => structuredClone(sessions),
	};
};

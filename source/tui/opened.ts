import type {ConsoleHost, ConsoleStart, OpenCase, SinkDesk} from './host.ts';

/** What the console has opened, to be let go of when it ends. */
export type Opened = {
	/** The host and the start, looked after. */
	readonly host: ConsoleHost;
	readonly start: ConsoleStart;
	/** Begins what the console is to begin with: the first frame is there. */
	readonly begin: () => void;
	/** Whether this is why the case could not be opened that it was to begin with. */
	isRefusal(error: unknown): boolean;
	/** The case files. */
	files(): readonly string[];
	close(): Promise<void>;
};

export const openedBy = (host: ConsoleHost, start: ConsoleStart): Opened => {
	const all = new Set<OpenCase | SinkDesk>();
	/** Looked after until it is closed, which it is once. */
	const looked = <T extends OpenCase | SinkDesk>(open: T): T => {
		let closing: Promise<void> | undefined;
		const forgetting = async () => {
			try {
				await open.close();
			} finally {
				all.delete(own);
			}
		};
		const own: T = {
			...open,
			close: () => {
				closing ??= forgetting();
				return closing;
			},
		};
		all.add(own);
		return own;
	};
	const kept = async <T extends OpenCase | SinkDesk>(opening: Promise<T>): Promise<T> =>
		looked(await opening);
	const begun = startedWith(start, looked);
	const first = Promise.withResolvers<void>();
	const opening = start.kind === 'opening' ? kept(first.promise.then(start.open)) : undefined;
	let refusal: {readonly error: unknown} | undefined;
	const isOver = opening?.then(
		() => undefined,
		(error: unknown) => {
			refusal = {error};
		},
	);
	let hasBegun = false;
	return {
		host: {
			// Not spread: what is asked for is loaded when it is asked for.
			version: host.version,
			library: host.library,
			cases: host.cases,
			now: host.now,
			write: host.write,
			page: host.page,
			isAlone: host.isAlone,
			get reports() {
				return host.reports;
			},
			open: choice => kept(host.open(choice)),
			openSink: reach => kept(host.openSink(reach)),
		},
		start: begun.kind === 'opening' && opening ? {...begun, open: () => opening} : begun,
		begin() {
			hasBegun = true;
			first.resolve();
		},
		isRefusal: error => refusal !== undefined && refusal.error === error,
		files: () => [...all].flatMap(open => ('file' in open && open.file !== undefined ? [open.file] : [])),
		async close() {
			// What is still being opened can be let go of only when it is.
			if (hasBegun) await isOver;
			await Promise.allSettled([...all].map(open => open.close()));
		},
	};
};

/** What it begins with, looked after where it is open already. */
const startedWith = (
	start: ConsoleStart,
	looked: <T extends OpenCase | SinkDesk>(open: T) => T,
): ConsoleStart => {
	switch (start.kind) {
		case 'case':
			return {...start, case: looked(start.case)};
		case 'sink':
			return {...start, desk: looked(start.desk)};
		case 'home':
		case 'opening':
			return start;
	}
};

import type {SinkMessage} from '../../core/sink.ts';
import {wrapped} from '../../report/wrap.ts';
import {openStore} from '../../sink/store/open.ts';
import {exitCodes, type Io, UsageError} from '../io.ts';
import {agrees} from './agree.ts';
import {complaintOf} from './complaint.ts';
import {demandKept} from './read.ts';
import {selected} from './select.ts';
import type {usualBounds} from './settings.ts';
import {usualStore} from './store-file.ts';
import {dayTime, partiesOf, short} from './words.ts';

export type RemoveOptions = {readonly store?: string; readonly all?: true; readonly yes?: true};

/** `lostmail sink rm`: takes messages away for good, after asking. A sink that runs on the store has to be ended first. */
export const removeCaught = async (
	words: readonly string[],
	options: RemoveOptions,
	io: Io,
): Promise<number> => {
	if ((words.length === 0) === (options.all === undefined))
		throw new UsageError('lostmail: sink rm: expected messages such as m12, a search, or --all');
	const archive = demandKept(options.store);
	const ids = selected(archive, words, Date.now());
	const named = ids.slice(0, mostNamed).flatMap(id => nameOf(archive.message(id)));
	archive.close();
	const what = ids.length === 1 ? 'one message' : `${ids.length} messages`;
	if (ids.length === 0) {
		io.err('No message is like that, so nothing was removed.\n');
		return exitCodes.healthy;
	}
	const lines = [...named, ...(ids.length > mostNamed ? [`  … and ${ids.length - mostNamed} more`] : [])];
	io.err(`${lines.join('\n')}\n`);
	if (!options.yes && !(await agrees(`Remove ${what} for good?`, io))) {
		io.err('Nothing was removed.\n');
		return exitCodes.inconclusive;
	}
	const store = await openStore({
		file: options.store ?? usualStore(),
		bounds: unbounded,
		now: Date.now,
	}).catch((error: unknown) => {
		throw complaintOf(error);
	});
	store.remove(ids);
	store.close();
	io.err(`Removed ${what}.\n`);
	return exitCodes.healthy;
};

/** Messages that are named before they go. */
const mostNamed = 10;

const nameOf = (message: SinkMessage | undefined): readonly string[] =>
	message
		? wrapped(
				`m${message.id} ${dayTime(message.at)} ${partiesOf(message)}: ${short(message.subject ?? '(no subject)')}`,
				'  ',
				'    ',
			)
		: [];

/** Nothing else goes than what was named. */
const unbounded: typeof usualBounds = {
	count: Number.MAX_SAFE_INTEGER,
	age: Number.MAX_SAFE_INTEGER,
	octets: Number.MAX_SAFE_INTEGER,
};

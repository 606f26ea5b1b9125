import type {SinkSession} from '../../../core/sink.ts';
import type {Archive} from '../../../sink/store.ts';

const mostKnown = 20_000;

/**
 * A list of sessions comes without what was said in them. Where one may have said nothing at all, the first thing that it
 * said is looked up, so that silence is told from words that led nowhere.
 */
export const silenceOf = (archive: Archive): ((session: SinkSession) => SinkSession) => {
	const known = new Map<number, SinkSession['exchanges']>();
	return session => {
		const {id, helo, tls, end, exchanges} = session;
		if (helo !== undefined || tls || end === undefined || exchanges.length > 0) return session;
		const said = known.get(id) ?? sample(archive.session(id)?.exchanges ?? []);
		if (known.size >= mostKnown) known.clear();
		known.set(id, said);
		return {...session, exchanges: said};
	};
};

/** What the client said first; where it said nothing, what it was told. */
const sample = (exchanges: SinkSession['exchanges']): SinkSession['exchanges'] =>
	[exchanges.find(({side}) => side === 'client') ?? exchanges[0]].flatMap(one => one ?? []);

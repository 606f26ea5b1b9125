import type {Knowledge} from '../../core/knowledge.ts';
import type {ConsoleHost, OpenCase} from '../../tui/console.tsx';
import {hostOf} from '../console/host.ts';
import {exitCodes, type Io} from '../io.ts';
import {talkAndClose, talkHome} from './home.ts';
import {greeting} from './home-lines.ts';
import {leavingLines} from './result-lines.ts';
import type {Manners} from './run.ts';
import {openTerminal} from './terminal.ts';

/**
 * The whole console line by line, for a terminal that nothing can be drawn on and for whoever hears the lines: nothing is
 * ever drawn anew, and no control sequence is written. With a case, it begins there.
 */
export const openLineMode = async (io: Io, first?: OpenCase, known?: Knowledge): Promise<number> =>
	talk(hostOf(io, known), io, first);

/** The same over any host. */
export const talk = async (host: ConsoleHost, io: Io, first?: OpenCase): Promise<number> => {
	const terminal = openTerminal(io, host.now);
	const manners: Manners = {toldHow: false, now: host.now};
	try {
		terminal.say(greeting(host.version));
		const wish = first && (await talkAndClose(first, host, terminal, manners));
		const left = wish === 'leave' ? first : await talkHome(host, terminal, manners, first);
		if (left) terminal.say(leavingLines(left.session.snapshot(), left));
		return endOf(left, io);
	} finally {
		terminal.close();
	}
};

const endOf = (left: OpenCase | undefined, {signal}: Pick<Io, 'signal'>): number => {
	if (signal.aborted) return signal.reason === 'SIGTERM' ? exitCodes.SIGTERM : exitCodes.SIGINT;
	if (!left) return exitCodes.healthy;
	const {verdict = left.closed === undefined ? 'cancelled' : 'inconclusive'} = left.session.snapshot();
	return exitCodes[verdict === 'cancelled' ? 'SIGINT' : verdict];
};

import type {SinkStage} from '../../core/sink.ts';
import type {Act, Moment} from '../misbehave.ts';
import type {Visit} from './visit.ts';

/** What a stage has to do with what was decided for it. */
export type Encounter = {
	/** Goes on as a healthy server does; with a reply, says that one in the place of its own. */
	readonly go: (instead?: string) => void;
	/** It is over before anything was said. */
	readonly lost?: () => void;
	/** Lets octets through slowly from here on. */
	readonly throttle: (octetsPerSecond: number) => void;
	/** What follows when the reply has been written. */
	readonly after: (ending: NonNullable<Act['then']>) => void;
};

/** Carries out what is to go wrong before the reply of a stage, and notes it; a delay ends with the connection. */
export const encounter = (
	visit: Visit,
	stage: SinkStage,
	known: Omit<Moment, 'stage' | 'remote'>,
	{go, lost, throttle, after}: Encounter,
): void => {
	const act = visit.options.misbehaviour.at({stage, remote: visit.record.remote.address, ...known});
	if (act === undefined) return void go();
	visit.record.did(act.words);
	if (act.throttle !== undefined) throttle(act.throttle);
	const {say, then: ending} = act;
	const proceed = () => {
		if (say === undefined && ending !== undefined) {
			lost?.();
			return endWith(visit, ending);
		}
		if (ending !== undefined) after(ending);
		go(say);
	};
	if (act.delay === undefined || act.delay <= 0) return void proceed();
	const stop = whenGone(visit, () => {
		clearTimeout(timer);
		lost?.();
	});
	const timer = setTimeout(() => {
		stop();
		proceed();
	}, act.delay);
};

/**
 * Tells once that a client which is kept waiting has gone, and ends the visit: who closes its side now waits for nothing
 * any more. Gives what stops the watch; until the greeting nobody reads, and what the client says is left unread.
 */
const whenGone = (visit: Visit, act: () => void): (() => void) => {
	const {top} = visit;
	const isRead = top.readableFlowing !== null;
	const onReadable = () => {
		if (top.readableLength === 0) top.read();
	};
	const onClose = () => {
		stop();
		act();
	};
	const onEnd = () => {
		onClose();
		visit.cause ??= 'left';
		visit.leave();
	};
	const stop = () => void top.off('close', onClose).off('end', onEnd).off('readable', onReadable);
	top.on('close', onClose).on('end', onEnd);
	if (!isRead) top.on('readable', onReadable);
	return stop;
};

/** Closes, breaks off, or falls silent. */
export const endWith = (visit: Visit, ending: NonNullable<Act['then']>): void => {
	switch (ending) {
		case 'drop':
			visit.cause ??= 'misbehaved';
			return void visit.leave();
		case 'reset':
			visit.cause ??= 'misbehaved';
			return void visit.reset();
		case 'silence':
			visit.isSilent = true;
			visit.top.unpipe();
			visit.top.resume();
			whenGone(visit, () => {});
	}
};

/** Whether a reply lets the client go on (RFC 5321 section 4.2.1). */
export const isPositive = (reply: string): boolean => /^[23]/.test(reply);

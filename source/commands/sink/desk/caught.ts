import type {SinkMessage} from '../../../core/sink.ts';
import type {Reading} from '../../../core/verification.ts';
import {standingsOf} from '../../../mail/standing.ts';
import type {Archive} from '../../../sink/store.ts';
import type {CaughtMessage} from '../../../tui/console.tsx';

/** Messages that a code is compared with, the newest; and readings that are remembered. */
const mostCompared = 1000;
const mostKnown = 20_000;

/** Tells messages with what was understood of them, and what became of their codes among the newest that were caught. */
export const caughtFrom = (archive: Archive) => {
	const known = new Map<number, Reading>();
	const readingOf = (id: number): Reading | undefined => {
		const before = known.get(id);
		if (before) return before;
		const reading = archive.recall(id)?.reading;
		if (!reading) return undefined;
		if (known.size >= mostKnown) known.clear();
		known.set(id, reading);
		return reading;
	};
	const read = (messages: readonly SinkMessage[]) =>
		messages.flatMap(message => {
			const reading = readingOf(message.id);
			return reading ? [{...message, reading}] : [];
		});
	const compare = () => {
		const version = archive.version();
		const newest = archive.messages([], {most: mostCompared});
		return {
			version,
			read: read(newest),
			reach: newest.length < mostCompared ? 0 : (newest.at(-1)?.id ?? 0),
		};
	};
	let compared = compare();
	return {
		of(messages: readonly SinkMessage[], now: number): readonly CaughtMessage[] {
			if (archive.version() !== compared.version) compared = compare();
			const {reach} = compared;
			const standings = standingsOf(compared.read, now);
			return messages.map(message => {
				const reading = readingOf(message.id);
				const standing = message.id < reach ? undefined : standings.get(message.id);
				return {message, ...(reading ? {reading} : {}), ...(standing ? {standing} : {})};
			});
		},
	};
};

import type {DatabaseSync} from 'node:sqlite';
import {faultOf, type StoreFault} from './fault.ts';

/** Something to be written, and who is to be told. `run` is within the transaction and may throw. */
export type Job = {
	/** Octets that it writes, about. */
	readonly weight: number;
	run(): void;
	done(): void;
	failed(fault: StoreFault): void;
};

export type Group = {
	add(job: Job): void;
	/** Runs with the next transaction that succeeds, however many fail before it. */
	later(run: () => void): void;
	/** Commits everything that waits, now. */
	flush(): void;
	/** Transactions that were committed. */
	commits(): number;
};

/** Jobs, and octets, that one transaction takes at most, so that the loop is not held up for longer. */
const mostJobs = 1000;
export const aTurn = 8 * 1024 * 1024;
/** Turns of the loop that one transaction waits for more at most. */
const mostTurns = 4;
/** Octets that a transaction writes beside those of its jobs, about. */
const ofEach = 65_536;

/**
 * Writes everything that came in one turn of the loop in one transaction, and tells everybody after it. Where it fails,
 * all of it failed: everybody is told, and the next transaction is tried as if nothing had been. `tend` is asked at the end
 * of each transaction for upkeep of a bounded size, and says whether more is left to do.
 */
export const openGroup = (options: {
	readonly file: string;
	readonly database: DatabaseSync;
	readonly before: () => void;
	readonly tend: (jobs: number) => boolean;
	readonly undo: () => void;
	/** So many octets, about, were committed. */
	readonly wrote: (octets: number) => void;
}): Group => {
	const {file, database, before, tend, undo, wrote} = options;
	const begin = database.prepare('BEGIN IMMEDIATE');
	const commit = database.prepare('COMMIT');
	const waiting: Job[] = [];
	let patient: (() => void)[] = [];
	let isScheduled = false;
	let commits = 0;

	const schedule = () => {
		if (isScheduled) return;
		isScheduled = true;
		wait(1, waiting.length);
	};
	/** Whoever is heard meanwhile comes along; where nobody is, nobody is waited for. */
	const wait = (turn: number, before: number) => {
		setImmediate(() => {
			if (turn < mostTurns && waiting.length > before) return wait(turn + 1, waiting.length);
			isScheduled = false;
			commitSome();
		});
	};
	const commitSome = () => {
		if (!database.isOpen) return;
		const jobs = waiting.splice(0, portionOf(waiting));
		let isMore = false;
		try {
			before();
			begin.run();
			for (const run of patient) run();
			for (const job of jobs) job.run();
			isMore = tend(jobs.length);
			commit.run();
		} catch (thrown) {
			if (database.isTransaction) database.exec('ROLLBACK');
			undo();
			const fault = faultOf(thrown, file);
			for (const job of jobs) job.failed(fault);
			if (waiting.length > 0) schedule();
			return;
		}
		commits++;
		patient = [];
		wrote(ofEach + jobs.reduce((octets, {weight}) => octets + weight, 0));
		for (const job of jobs) job.done();
		if (isMore || waiting.length > 0) schedule();
	};
	return {
		add: job => {
			waiting.push(job);
			schedule();
		},
		later: run => {
			patient.push(run);
			schedule();
		},
		flush: () => {
			do commitSome();
			while (waiting.length > 0 && database.isOpen);
		},
		commits: () => commits,
	};
};

const portionOf = (jobs: readonly Job[]): number => {
	let octets = 0;
	const end = jobs.findIndex((job, index) => {
		octets += job.weight;
		return index >= mostJobs || (index > 0 && octets > aTurn);
	});
	return end < 0 ? jobs.length : end;
};

import {existsSync} from 'node:fs';
import path from 'node:path';
import type {CaseLock} from '../../cases/lock.ts';
import type {CaseReach} from '../../core/event.ts';
import type {Knowledge} from '../../core/knowledge.ts';
import type {Playbook} from '../../core/playbook.ts';
import type {Vault} from '../../core/world.ts';
import type {Before} from '../../engine/session.ts';
import type {Reachability} from '../compose.ts';
import {playbooksFolder} from '../installed.ts';
import type {RunOptions} from '../options.ts';
import {caseReachOf, type ReachOptions} from './reach.ts';

/** All that a case begins with, or goes on with. */
export type Beginning = {
	readonly playbook: Playbook;
	readonly knowledge: Knowledge;
	readonly reach: Reachability;
	readonly answers: Readonly<Record<string, string>>;
	readonly vault: Vault;
	readonly options: Pick<RunOptions, 'record'> & Partial<ReachOptions>;
	/** The world of the lab that it looks at. */
	readonly scenario?: {readonly name: string};
	/** Where its playbook lies, if that is none of those that come with the program. */
	readonly playbookFile?: string;
	/** The case that another process has begun, and that nobody else has open. */
	readonly begun?: {readonly file: string; readonly lock: CaseLock; readonly before: Before};
};

/** How a case reaches the outside world, as it is written into its file. */
export const reachOfCase = ({reach, options, scenario, playbookFile}: Beginning): CaseReach =>
	caseReachOf(reach, options, {scenario: scenario?.name, playbook: playbookFile});

/** The path of a playbook that was named by one; undefined for one of those that come with the program. */
export const ownPlaybook = (named: string): string | undefined =>
	existsSync(path.join(playbooksFolder(), `${named}.yaml`)) ? undefined : path.resolve(named);

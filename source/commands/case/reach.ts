import {existsSync} from 'node:fs';
import path from 'node:path';
import type {CaseReach} from '../../core/event.ts';
import type {Reachability} from '../compose.ts';
import {UsageError} from '../io.ts';
import {type RunOptions, reachabilityOf} from '../options.ts';

/** What was said on the command line about how the outside world is reached. */
export type ReachOptions = Pick<
	RunOptions,
	'resolver' | 'connectTo' | 'ca' | 'dnsOverlay' | 'timeout' | 'deadline' | 'offline'
>;

/** How a case reaches the outside world, for whoever continues it: a world of the lab by its name alone. */
export const caseReachOf = (
	{resolvers, timeout, deadline, offline, overlay}: Reachability,
	{connectTo = [], ca = []}: Partial<ReachOptions>,
	{scenario, playbook}: {readonly scenario?: string | undefined; readonly playbook?: string | undefined},
): CaseReach => ({
	...(scenario === undefined ? {} : {scenario}),
	...(playbook === undefined ? {} : {playbook}),
	resolvers: scenario === undefined ? resolvers : [],
	connectTo: scenario === undefined ? connectTo : [],
	ca: scenario === undefined ? ca.map(file => path.resolve(file)) : [],
	...(overlay ? {overlay: path.resolve(overlay.from)} : {}),
	timeout,
	deadline,
	...(offline ? {offline} : {}),
});

/** The same way once more; what is said now wins. A file that is gone is told as what it is. */
export const reachAgain = (reach: CaseReach, now: ReachOptions): Reachability => {
	const {ca, dnsOverlay} = {
		ca: now.ca.length > 0 ? now.ca : reach.ca,
		dnsOverlay: now.dnsOverlay ?? reach.overlay,
	};
	const gone = [
		...(now.ca.length > 0 ? [] : reach.ca.filter(file => !existsSync(file)).map(file => `--ca ${file}`)),
		...(now.dnsOverlay === undefined && reach.overlay !== undefined && !existsSync(reach.overlay)
			? [`--dns-overlay ${reach.overlay}`]
			: []),
	];
	if (gone.length > 0)
		throw new UsageError(
			[
				`lostmail: the case was begun with ${gone.length === 1 ? 'a file that is' : 'files that are'} gone:`,
				...gone.map(option => `  ${option}`),
				gone.some(option => option.startsWith('--ca'))
					? '  Bring it back, or name another with --ca FILE.'
					: '  Bring it back, or begin a new case without it.',
			].join('\n'),
		);
	return reachabilityOf({
		set: [],
		secret: [],
		resolver: now.resolver.length > 0 ? now.resolver : reach.resolvers,
		connectTo: now.connectTo.length > 0 ? now.connectTo : reach.connectTo,
		ca,
		...(dnsOverlay === undefined ? {} : {dnsOverlay}),
		timeout: now.timeout ?? `${reach.timeout}ms`,
		deadline: now.deadline ?? `${reach.deadline}ms`,
		...(now.offline || reach.offline ? {offline: true} : {}),
	});
};

/** A world of the lab that was raised again, as far as it is to be reached otherwise than by itself. */
export const reachInLab = (world: Reachability, reach: CaseReach, now: ReachOptions): Reachability => {
	const said = reachabilityOf({
		set: [],
		secret: [],
		...now,
		timeout: now.timeout ?? `${reach.timeout}ms`,
		deadline: now.deadline ?? `${reach.deadline}ms`,
	});
	return {
		...world,
		resolvers: now.resolver.length > 0 ? said.resolvers : world.resolvers,
		connectTo: now.connectTo.length > 0 ? said.connectTo : world.connectTo,
		ca: [...world.ca, ...said.ca],
		timeout: said.timeout,
		deadline: said.deadline,
		offline: said.offline || reach.offline === true,
	};
};

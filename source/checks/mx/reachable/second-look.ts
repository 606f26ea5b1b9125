import type {Reach} from '../../../core/check.ts';
import {printable} from '../../../core/printable.ts';
import type {SmtpSecurity} from '../../../core/smtp.ts';
import type {Visit} from '../../visits.ts';

/** Where else a mail server listens, for its own users (RFC 8314 section 7.3). */
const otherPorts: ReadonlyArray<readonly [number, SmtpSecurity]> = [
	[587, 'starttls'],
	[465, 'implicit'],
];

/**
 * A second look, without credentials, at one address of each host that gave nothing on port 25: `answers` shows that
 * the host is there, and that only port 25 stays closed from here.
 */
export const lookElsewhere = async (
	visits: readonly Visit[],
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<ReadonlyArray<{readonly place: string; readonly heard: 'answers' | 'refused' | 'nothing'}>> => {
	const firsts = [...Map.groupBy(visits, ({host}) => host).values()].flatMap(([first]) => first ?? []);
	return Promise.all(
		firsts.flatMap(({host, address}) =>
			otherPorts.map(async ([port, security]) => {
				const stage = security === 'implicit' ? ('tls' as const) : ('connect' as const);
				const question = {host, port, security, stage, dialogue: 'second look', address};
				const result = await probes.smtp(question, signal);
				const place = `port ${port} of ${printable(host)}`;
				if (!result.ok) return {place, heard: 'nothing' as const};
				const {greeting, tls, stop, address: reached} = result.value;
				if (greeting || tls) return {place, heard: 'answers' as const};
				const refused = reached === undefined && stop?.failure?.code === 'refused';
				return {place, heard: refused ? ('refused' as const) : ('nothing' as const)};
			}),
		),
	);
};

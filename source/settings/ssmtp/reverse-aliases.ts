import type {ConfigFile} from '../found.ts';
import {linesOf} from '../lines.ts';

/** What a line of revaliases sets for one local user. */
export type ReverseAlias = {
	readonly user: string;
	readonly line: number;
	readonly sender?: string;
	readonly host?: string;
	readonly port?: string;
};

/** Lines `USER:SENDER[:MAILHUB[:PORT]]`; `#` begins a comment anywhere, and a line without a colon is ignored. */
export const reverseAliases = ({text}: ConfigFile): readonly ReverseAlias[] =>
	linesOf(text).flatMap((whole, index) => {
		const [line = ''] = whole.split('#', 1);
		if (!line.includes(':')) return [];
		const [user = '', ...rest] = line.split(':');
		const [sender, host, port] = rest
			.flatMap(part => part.trim().split(/[ \t]+/))
			.filter(part => part !== '');
		if (user === '') return [];
		return [
			{
				user,
				line: index + 1,
				...(sender === undefined ? {} : {sender}),
				...(host === undefined ? {} : {host}),
				...(port === undefined ? {} : {port}),
			},
		];
	});

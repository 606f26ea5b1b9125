import type {ConfigFile, Format} from './found.ts';
import {linesOf} from './lines.ts';

/** What a line looks like that only this format has. */
const marks: Readonly<Record<Format, RegExp>> = {
	msmtp:
		/^[ \t]*(?:account|defaults|host|tls|tls_starttls|tls_trust_file|auth|user|from|password|passwordeval|port|logfile)(?:[ \t]+[^ \t=:]|[ \t]*$)/,
	ssmtp:
		/^[ \t]*(?:mailhub|authuser|authpass|authmethod|rewritedomain|usetls|usestarttls|fromlineoverride)[ \t]*=/i,
	postfix:
		/^(?:relayhost|smtpd?_\w+|my(?:hostname|domain|origin|destination|networks)|inet_(?:interfaces|protocols)|compatibility_level|alias_maps)[ \t]*=/,
	url: /^\s*(?:-\s+)?(?:export\s+)?(?:[\w.-]+\s*[=:]\s*)?["'`]?smtps?:\/\//i,
};

const names: Readonly<Record<Format, RegExp>> = {
	msmtp: /msmtprc/i,
	ssmtp: /^ssmtp.*\.conf/i,
	postfix: /^main\.cf/i,
	url: /(?:^|\.)env(?:\.|$)/i,
};

/** Tells by its lines, and where they say nothing by its name, whose configuration a file is. */
export const formatOf = ({name, text}: ConfigFile): Format | undefined => {
	const base = name.split(/[\\/]/).at(-1) ?? '';
	const lines = linesOf(text).slice(0, 5000);
	const ranked = (Object.keys(marks) as Format[])
		.map(format => ({
			format,
			lines: lines.filter(line => marks[format].test(line)).length,
			isNamed: names[format].test(base),
		}))
		.toSorted((a, b) => b.lines - a.lines || Number(b.isNamed) - Number(a.isNamed));
	const [first] = ranked;
	return first && (first.lines > 0 || first.isNamed) ? first.format : undefined;
};

import {concealed, toldDate} from '../concealed.ts';

const mostRules = 200;
/** A rule of a report with its points. */
const row = /(?<![\w.])(-?\d{1,4}\.\d{1,4}) ([A-Z][A-Z0-9_]{2,79})(?!\w)/g;
/** A rule of rspamd with its points, without what it found. */
const symbol = /;\s{0,4}([A-Z][A-Z0-9_]{1,79}\(-?\d{1,4}\.\d{1,4}\))/g;

/**
 * The value of a field as a record of somebody's mailbox may have it: links and what may be a code are masked; of a report
 * only its rules are left, because it may quote the message. What the header tells (see `trailOf`) stays the same.
 */
export const toldValue = (name: string, value: string): string => {
	switch (name) {
		case 'message-id':
			return value;
		case 'date':
			return toldDate(value);
		case 'x-spam-report':
		case 'x-spam_report':
		case 'x-ham-report':
		case 'x-barracuda-spam-report':
			return rowsOf(value);
		case 'x-spamd-result':
			return [concealed(value.split(';', 1)[0]?.trim() ?? ''), ...symbolsOf(value)].join('; ');
	}
	return concealed(value);
};

const rowsOf = (report: string): string =>
	[...report.replaceAll(/\s+/g, ' ').matchAll(row)]
		.slice(0, mostRules)
		.map(([, points, rule = '']) => `* ${points} ${concealed(rule)}`)
		.join(' ');

const symbolsOf = (result: string): readonly string[] =>
	[...result.replaceAll(/\s+/g, ' ').matchAll(symbol)].slice(0, mostRules).map(([, rule = '']) => {
		const at = rule.indexOf('(');
		return `${concealed(rule.slice(0, at))}${rule.slice(at)}`;
	});

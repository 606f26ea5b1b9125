import type {Remark} from '../found.ts';
import {lineAt, linesOf} from '../lines.ts';

/** Of a secret, `value` says only that there is one. */
export type Keyword = {readonly value: string; readonly line: number};

const known: ReadonlySet<string> = new Set([
	'addheader',
	'authmethod',
	'authpass',
	'authuser',
	'debug',
	'fromlineoverride',
	'hostname',
	'mailhub',
	'remoteport',
	'rewritedomain',
	'root',
	'tls_ca_dir',
	'tls_ca_file',
	'tlscert',
	'tlskey',
	'useoldauth',
	'usestarttls',
	'usetls',
	'usetlscert',
]);

type Pair = {
	readonly keyword: string;
	readonly value: string;
	/** Something stands behind the value that sSMTP does not read as part of it. */
	readonly isCut: boolean;
	readonly isSpaced: boolean;
};

/** sSMTP takes `#` for a comment wherever it stands, and ends a value at white space and at a second `=`. */
const pairIn = (whole: string): Pair | undefined => {
	const [line = ''] = whole.split('#', 1);
	const at = line.indexOf('=');
	if (at < 0) return undefined;
	const keyword = line.slice(0, at);
	const rest = line.slice(at + 1);
	const [, value = '', more = ''] = /^[ \t]*([^= \t]*)(.*)$/s.exec(rest) ?? [];
	return {
		keyword: keyword.trim().toLowerCase(),
		value,
		isCut: more.trim() !== '' || (line.length < whole.length && /[^ \t]$/.test(line)),
		isSpaced: /[ \t]$/.test(keyword) || /^[ \t]/.test(rest),
	};
};

/** Every line that sets something, in order, for whoever plays them back as sSMTP does. */
export const keywordsIn = (
	file: string,
	text: string,
): {readonly keywords: ReadonlyArray<readonly [string, Keyword]>; readonly remarks: readonly Remark[]} => {
	const remarks: Remark[] = [];
	const keywords: [string, Keyword][] = [];
	for (const [index, whole] of linesOf(text).entries()) {
		const at = {file, line: index + 1};
		const pair = pairIn(whole);
		if (!pair) {
			if (whole.split('#', 1)[0]?.trim())
				remarks.push({text: 'This line has no “=”, so sSMTP ignores it.', at});
			continue;
		}
		const {keyword, value, isCut, isSpaced} = pair;
		if (!known.has(keyword)) {
			remarks.push({
				text: 'This line is not a keyword of sSMTP that lostmail knows; it is left out, and not shown in case it is a secret.',
				at,
			});
			continue;
		}
		if (isSpaced)
			remarks.push({
				text: 'White space stands beside the “=”, for which sSMTP 2.64 takes the value to be empty.',
				at,
			});
		if (isCut && keyword !== 'addheader')
			remarks.push({
				text: 'sSMTP ends the value at the first “#”, “=” or white space in it; what stands behind that is not part of it.',
				at,
			});
		keywords.push([keyword, {value: keyword === 'authpass' && value ? 'given' : value, line: index + 1}]);
	}
	return {keywords, remarks};
};

/** The password of a line `AuthPass=…`, as sSMTP takes it. */
export const ssmtpSecret = (text: string, line: number): string | undefined => {
	const pair = pairIn(lineAt(text, line));
	return pair?.keyword === 'authpass' && pair.value !== '' ? pair.value : undefined;
};

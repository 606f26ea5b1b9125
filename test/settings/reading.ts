import type {Reading, Setting} from '../../source/settings/found.ts';

const shown = (setting: Setting): string =>
	'at' in setting ? `${setting.value} ${setting.at.file}:${setting.at.line}` : `${setting.value} implied`;

/** Every setting as `value file:line` or `value implied`, the account, and where the password stands. */
export const valuesOf = (reading: Reading): Readonly<Record<string, string | undefined>> => {
	if (!reading.ok) throw new Error(reading.failure.map(({message}) => message).join('\n'));
	const {account, settings, password} = reading.value;
	return {
		...(account === undefined ? {} : {account}),
		...Object.fromEntries(Object.entries(settings).map(([name, setting]) => [name, shown(setting)])),
		...(password ? {password: `${password.what} ${password.file}:${password.line}`} : {}),
	};
};

/** The remarks as `line: text`. */
export const told = (reading: Reading): readonly string[] =>
	reading.ok ? reading.value.remarks.map(({text, at}) => (at ? `${at.line}: ${text}` : text)) : [];

/** The first mistake, its place as `file:line:column`. */
export const mistakeIn = (reading: Reading) => {
	const first = reading.ok ? undefined : reading.failure[0];
	if (!first) throw new Error('it was read without a mistake');
	const {file, line, column, message, advice} = first;
	return {at: `${file}:${line}:${column}`, message, advice};
};

import {expect, test} from 'vitest';
import type {ConsoleHost, OpenCase} from '../../source/tui/host.ts';
import {openedBy} from '../../source/tui/opened.ts';

const never = () => {
	throw new Error('nobody asked for this');
};
const nothing = {subscribe: () => never, snapshot: never} as never;

const hostWith = (open: ConsoleHost['open']): ConsoleHost => ({
	version: '0.0.0',
	library: nothing,
	cases: nothing,
	get reports() {
		return never();
	},
	now: () => 0,
	open,
	openSink: never,
	write: never,
	page: never,
	isAlone: never,
});

const openCase = (closed: string[], name: string): OpenCase => ({
	session: nothing,
	explain: never,
	file: `/cases/${name}.ndjson`,
	close: async () => void closed.push(name),
});

test('what was opened is closed, and its files are known', async () => {
	const closed: string[] = [];
	const opened = openedBy(
		hostWith(async ({name}) => openCase(closed, name)),
		{kind: 'home'},
	);
	await opened.host.open({kind: 'playbook', name: 'one'});
	await opened.host.open({kind: 'playbook', name: 'two'});
	expect(opened.files()).toEqual(['/cases/one.ndjson', '/cases/two.ndjson']);
	await opened.close();
	expect(closed.toSorted()).toEqual(['one', 'two']);
});

test('a case that is closed is closed once, and forgotten', async () => {
	const closed: string[] = [];
	const opened = openedBy(
		hostWith(async ({name}) => openCase(closed, name)),
		{kind: 'case', case: openCase(closed, 'first')},
	);
	const one = await opened.host.open({kind: 'playbook', name: 'one'});
	expect(opened.files()).toEqual(['/cases/first.ndjson', '/cases/one.ndjson']);
	await Promise.all([one.close(), one.close()]);
	expect(opened.files()).toEqual(['/cases/first.ndjson']);
	await opened.close();
	await one.close();
	expect(closed).toEqual(['one', 'first']);
	expect(opened.files()).toEqual([]);
});

test('what the console begins with is opened when the first frame is there, once, and closed however late it comes', async () => {
	const closed: string[] = [];
	const coming = Promise.withResolvers<OpenCase>();
	let times = 0;
	const opened = openedBy(hostWith(never), {
		kind: 'opening',
		title: 'one',
		open: async () => {
			times++;
			return coming.promise;
		},
	});
	const {start} = opened;
	if (start.kind !== 'opening') throw new Error('it is to begin with a case');
	const both = [start.open(), start.open()];
	expect(times).toBe(0);
	opened.begin();
	const closing = opened.close();
	coming.resolve(openCase(closed, 'one'));
	await Promise.all(both);
	await closing;
	expect(times).toBe(1);
	expect(closed).toEqual(['one']);
});

test('a case that cannot be opened says why, by its own words', async () => {
	const why = new Error('there is no such playbook');
	const opened = openedBy(hostWith(never), {kind: 'opening', title: 'one', open: () => Promise.reject(why)});
	opened.begin();
	if (opened.start.kind !== 'opening') throw new Error('it is to begin with a case');
	await expect(opened.start.open()).rejects.toBe(why);
	expect(opened.isRefusal(why)).toBe(true);
	expect(opened.isRefusal(new Error('another'))).toBe(false);
	await opened.close();
});

import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {parse, parseDocument, stringify} from 'yaml';
import {headingOf} from '../../source/commands/heading.ts';
import {listPlaybooks} from '../../source/commands/house.ts';
import {listWorlds} from '../../source/commands/worlds.ts';

const parsed = (source: string) => {
	const {title, about, playbook, 'applies-to': appliesTo} = parse(source) as Record<string, unknown>;
	return {
		title,
		about,
		...(appliesTo === undefined ? {} : {appliesTo}),
		...(playbook === undefined ? {} : {playbook}),
	};
};

test('every playbook and every scenario of ours tells its heading by its first lines, as a parser reads it', () => {
	for (const folder of ['playbooks', 'playbooks/scenarios'])
		for (const file of readdirSync(folder).filter(name => name.endsWith('.yaml'))) {
			const source = readFileSync(path.join(folder, file), 'utf8');
			expect(headingOf(source), file).toEqual(parsed(source));
		}
});

const odd = fc.oneof(
	fc.string(),
	fc.string({unit: 'binary'}),
	fc.constantFrom(
		'yes',
		'null',
		'12',
		'1.5',
		'2026-11-23',
		'~',
		'|',
		'>',
		'- a',
		'a: b',
		'a #b',
		'"',
		"it's",
		'a:',
		' a',
		'a ',
		'&a',
		'*a',
		'!a',
		'%a',
		'@a',
		'`a',
		'{a',
		'[a',
		'a\nb',
		'a\n\nb',
		'\ta',
		'a\r\nb',
		'0x1F',
		'.inf',
		'\u0085a',
		'\u2028a',
		'\uFEFFa',
	),
);

test('whatever is written, it says what a parser says, or nothing', () => {
	fc.assert(
		fc.property(odd, odd, fc.constantFrom(20, 80, 0), (title, about, lineWidth) => {
			const source = `${stringify({title, about}, {lineWidth})}inputs: {}\n`;
			const heading = headingOf(source);
			if (heading) expect(heading).toEqual(parsed(source));
		}),
		{numRuns: 2000},
	);
	fc.assert(
		fc.property(odd, odd, (title, about) => {
			const source = `title: ${title}\nabout: ${about}\nsteps: {}\n`;
			const heading = headingOf(source);
			// What is no YAML further down is told to whoever opens it.
			if (heading && parseDocument(source).errors.length === 0) expect(heading).toEqual(parsed(source));
		}),
		{numRuns: 5000},
	);
});

test.each([
	['a heading that is cut', 'title: One\nabout: Two words'],
	['no heading at all', 'steps: {}\n'],
	['a title twice', 'title: One\ntitle: Two\nabout: Three\nsteps: {}\n'],
	['a list', 'title: [a, b]\nabout: Two\nsteps: {}\n'],
	['Windows line ends', 'title: One\r\nabout: Two\r\nsteps: {}\r\n'],
])('%s tells nothing', (_what, source) => {
	expect(headingOf(source)).toBeUndefined();
});

test('the lists hold every playbook and every scenario, the main job first', async () => {
	const playbooks = await listPlaybooks();
	expect(playbooks.map(({name}) => name)).toEqual([
		'tos-verification-code',
		...readdirSync('playbooks')
			.filter(name => name.endsWith('.yaml') && !name.startsWith('tos-'))
			.map(name => name.slice(0, -5))
			.sort(),
	]);
	const worlds = await listWorlds();
	expect(worlds).toHaveLength(
		readdirSync('playbooks/scenarios').filter(name => name.endsWith('.yaml')).length,
	);
	expect(new Set(worlds.map(({playbook}) => playbook))).toEqual(new Set(playbooks.map(({name}) => name)));
});

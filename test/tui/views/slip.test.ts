import {fileURLToPath} from 'node:url';
import {parse} from 'tldts';
import {expect, test} from 'vitest';
import {loadKnowledge} from '../../../source/playbook/knowledge.ts';
import {meantBy} from '../../../source/tui/views/slip.ts';

test.each([
	['gmial.com', 'gmail.com'],
	['GMAIL.CON', 'gmail.com'],
	['smtp.gmial.com', 'smtp.gmail.com'],
	['protonmial.con', 'protonmail.com'],
	['gmail.com', undefined],
	['smtp.gmail.com', undefined],
	['mail.com', undefined],
	['ymail.com', undefined],
	['gmx.ed', undefined],
	['example.org', undefined],
	['192.0.2.7', undefined],
	['localhost', undefined],
	['a.'.repeat(500), undefined],
])('%s: %s', (typed, meant) => {
	expect(meantBy(typed)).toBe(meant);
});

test.each([
	['example.con', 'example.com'],
	['example.cmo', 'example.com'],
	['example.comm', 'example.com'],
	['mail.example.nte', 'mail.example.net'],
	['example.ogr', 'example.org'],
	['gmx.nte', 'gmx.net'],
	['hotmail.cmo', 'hotmail.com'],
	['hotmial.cmo', 'hotmail.com'],
	['example.co', undefined],
	['example.cm', undefined],
	['example.next', undefined],
	['nas.local', undefined],
	['nas.lan', undefined],
	['nas.home.arpa', undefined],
	['bücher.例え', undefined],
	['xn--bcher-kva.example', undefined],
])('an ending that does not exist: %s: %s', (typed, meant) => {
	expect(meantBy(typed)).toBe(meant);
});

test.each([
	['hotmial.co.uk', 'hotmail.co.uk'],
	['yaho.fr', 'yahoo.fr'],
	['smtp.outlok.de', 'smtp.outlook.de'],
	['hotmail.ca', undefined],
	['yahoo.co.jp', undefined],
	['com.uk', undefined],
])('a name that many countries have: %s: %s', (typed, meant) => {
	expect(meantBy(typed)).toBe(meant);
});

test('of no ending that exists is said that another was meant', () => {
	const letters = [...'abcdefghijklmnopqrstuvwxyz'];
	const around = (word: string) =>
		[...word, ''].flatMap((_, at) => {
			const [before, after] = [word.slice(0, at), word.slice(at)];
			return [
				before + after.slice(1),
				before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2),
				...letters.flatMap(letter => [before + letter + after, before + letter + after.slice(1)]),
			];
		});
	const exist = ['com', 'net', 'org', 'info', 'edu', 'gov']
		.flatMap(around)
		.filter(ending => ending !== '' && parse(`a.b.${ending}`).isIcann);
	expect(exist.length).toBeGreaterThan(20);
	for (const ending of exist) expect(meantBy(`some-company.${ending}`), ending).toBeUndefined();
});

test('no domain of a service that lostmail knows is a slip', async () => {
	const {knowledge} = await loadKnowledge(fileURLToPath(new URL('../../../playbooks', import.meta.url)));
	const domains = knowledge?.providers.flatMap(({domains}) => domains) ?? [];
	expect(domains.length).toBeGreaterThan(300);
	for (const domain of domains) expect(meantBy(domain), domain).toBeUndefined();
});

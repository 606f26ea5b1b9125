import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {loadKnowledge} from '../../source/playbook/knowledge.ts';

const {knowledge} = await loadKnowledge(fileURLToPath(new URL('../../playbooks', import.meta.url)));
if (!knowledge) throw new Error('the knowledge that is shipped has problems');
const {providers} = knowledge;
const domains = providers.flatMap(provider => provider.domains);

test('there are enough services, and no domain belongs to two of them', () => {
	expect(providers.length).toBeGreaterThanOrEqual(25);
	expect(domains.filter((domain, index) => domains.indexOf(domain) !== index)).toEqual([]);
});

test('every service is known by something, and has a source', () => {
	for (const {id, domains: own, mx, spf, selectors, source} of providers) {
		expect([...own, ...mx, ...spf, ...selectors], id).not.toEqual([]);
		expect(source, id).toMatch(/^https:\/\/\S+$/);
	}
});

test.each([
	'gmail.com',
	'gmx.net',
	'gmx.com',
	'ymail.com',
	'mail.com',
	'email.com',
	'aol.com',
	'aol.de',
	'qq.com',
])('%s is a domain of people', domain => {
	expect(domains).toContain(domain);
});

test('what is offered first for a slip is what a service is best known by', () => {
	const first = new Map(providers.map(({id, domains: [domain]}) => [id, domain]));
	expect([...first.entries()].filter(([id]) => ['outlook', 'yahoo', 'gmx', 'proton'].includes(id))).toEqual([
		['outlook', 'outlook.com'],
		['yahoo', 'yahoo.com'],
		['proton', 'proton.me'],
		['gmx', 'gmx.net'],
	]);
});

import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {mailPlaces, type ProviderFact, providerSchema, usualSecurity} from '../../source/core/provider.ts';
import {parentOf} from '../../source/mail/provider-of.ts';
import {publicSuffix} from '../../source/mail/public-suffix.ts';
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
	for (const {id, domains: own, mx, spf, selectors, submission = [], source} of providers) {
		expect([...own, ...mx, ...spf, ...selectors, ...submission], id).not.toEqual([]);
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

const senders = providers.filter(({submission}) => submission !== undefined);

test('the settings of many services are known', () => {
	expect(senders.length).toBeGreaterThanOrEqual(35);
	expect(providers.filter(provider => provider['no-smtp'] !== undefined).map(({id}) => id)).toEqual([
		'proton',
		'tuta',
	]);
});

test('no two services claim the same server, unless they are of one family', () => {
	const claims = senders.flatMap(({id, family, submission = []}) =>
		[...new Set(submission.map(({host}) => host))].map(host => ({host, owner: family ?? id})),
	);
	const owners = Map.groupBy(claims, ({host}) => host);
	for (const [host, claimed] of owners) expect(new Set(claimed.map(({owner}) => owner)).size, host).toBe(1);
});

test('a family has more than one member', () => {
	const families = Map.groupBy(
		providers.filter(({family}) => family !== undefined),
		({family}) => family,
	);
	for (const [family, members] of families) expect(members.length, family).toBeGreaterThan(1);
});

test('the domain of no server is one that anybody can register below', async () => {
	for (const {submission = []} of senders)
		for (const parent of submission.flatMap(({host}) => parentOf(host)))
			expect(await publicSuffix(parent), parent).not.toBe(parent);
});

test('a server is listed once, and what is only for some domains is for domains of that service', () => {
	for (const {id, domains: own, submission = []} of senders) {
		const written = submission.map(server => JSON.stringify(server));
		expect(new Set(written).size, id).toBe(written.length);
		for (const domain of submission.flatMap(server => server.for ?? [])) expect(own, id).toContain(domain);
	}
});

test('every port has the encryption that belongs to it', () => {
	for (const {id, submission = [], imap} of senders)
		for (const {port, security} of [...submission, ...(imap ? [imap] : [])])
			expect(usualSecurity.get(port) ?? security, `${id} ${port}`).toBe(security);
});

test('who names a server says how to log in', () => {
	for (const {id, password} of senders) expect(password?.kind, id).toBeDefined();
});

test('every fact has a source, or is said to be unsure; nothing else is', () => {
	const facts = ['submission', 'no-smtp', 'imap', 'password', 'user', 'sender', 'limits'] as const;
	for (const {sources = [], unsure = [], checked, ...provider} of providers) {
		const read: readonly ProviderFact[] = sources.flatMap(({of}) => of);
		expect(new Set(read).size, provider.id).toBe(read.length);
		for (const fact of [...read, ...unsure])
			expect(provider[fact], `${provider.id}: ${fact} is named and not there`).toBeDefined();
		for (const fact of facts)
			if (provider[fact] !== undefined && !read.includes(fact) && !unsure.includes(fact))
				expect(read.length === 0 && checked, `${provider.id}: ${fact} has no source`).toBeTruthy();
	}
});

test('a password that is no longer accepted is told among the changes', () => {
	for (const {id, password, changes = []} of providers)
		if (password?.since !== undefined)
			expect(
				changes.map(({when}) => when),
				id,
			).toContain(password.since);
});

describe('the places of a mailbox', () => {
	const guided = providers.flatMap(({id, places}) => (places ? [{id, places}] : []));

	test('are known for the services that most people use', () => {
		expect(guided.map(({id}) => id)).toEqual(
			expect.arrayContaining(
				(
					'gmail google-workspace outlook microsoft-365 yahoo aol icloud proton fastmail zoho gmx web-de t-online tuta ' +
					'yandex mail-ru qq netease aliyun naver'
				).split(' '),
			),
		);
	});

	test('of every guided service, somebody is led through all that every mailbox has', () => {
		for (const {id, places} of guided) {
			const {like} = places;
			const model = providers.find(other => other.id === like)?.places ?? {};
			for (const place of mailPlaces.filter(name => name !== 'tabs' && name !== 'quarantine'))
				expect(
					Boolean(places[place] ?? model[place]) !== (places.without ?? []).includes(place),
					`${id}: ${place}`,
				).toBe(true);
		}
	});

	test('follow another service only where that one has its own', () => {
		for (const {id, places} of guided)
			if (places.like !== undefined)
				expect(
					guided.some(other => other.id === places.like && other.places.like === undefined),
					id,
				).toBe(true);
	});

	test('lead nobody to delete anything, and only to pages that are encrypted', () => {
		for (const {id, places} of guided)
			for (const place of mailPlaces) {
				const {go = '', at = 'https://', note = ''} = places[place] ?? {};
				expect(at, `${id}: ${place}`).toMatch(/^https:\/\//);
				expect(go, `${id}: ${place}`).not.toMatch(/delete (all|forever)|empty/i);
				expect(note, `${id}: ${place}`).not.toMatch(/^(delete|empty)/i);
			}
	});

	test('a quarantine is that of an organization', () => {
		expect(guided.filter(({places}) => places.quarantine).map(({id}) => id)).toEqual([
			'google-workspace',
			'microsoft-365',
			'zoho',
			'aliyun',
		]);
	});
});

describe('the shape of an entry', () => {
	const entry = {name: 'A service', source: 'https://service.test/'};
	const server = {host: 'smtp.service.test', port: 465, security: 'implicit'};
	const wrong = {
		'465 with STARTTLS': {submission: [{...server, security: 'starttls'}]},
		'994 with STARTTLS': {submission: [{...server, port: 994, security: 'starttls'}]},
		'587 with implicit TLS': {submission: [{...server, port: 587}]},
		'2525 with implicit TLS': {submission: [{...server, port: 2525}]},
		'25 with implicit TLS': {submission: [{...server, port: 25}]},
		'a port in words': {submission: [{...server, port: '465'}]},
		'no port': {submission: [{host: server.host, security: server.security}]},
		'no encryption': {submission: [{...server, security: 'none'}]},
		'a host in capitals': {submission: [{...server, host: 'SMTP.service.test'}]},
		'a host that may be anybody’s': {submission: [{...server, host: 'smtp.*'}]},
		'no server': {submission: []},
		'an unknown fact that is unsure': {unsure: ['moon']},
		'an unknown fact that has a source': {
			sources: [{of: ['moon'], at: 'https://service.test/'}],
			read: '2026-11-22',
		},
		'sources that nobody read': {sources: [{of: ['imap'], at: 'https://service.test/'}]},
		'a change without a day': {changes: [{when: 'lately', what: 'It is.', source: 'https://service.test/'}]},
		'half a sentence': {limits: ['500 a day']},
		'a place from nowhere': {places: {junk: {go: 'Spam'}}},
		'a place that was read on no day': {places: {junk: {go: 'Spam', source: 'https://service.test/'}}},
		'places that were read on a day, and none of them has a source': {
			places: {read: '2026-11-23', junk: {go: 'Spam', unsure: true}},
		},
		'a place that there is not': {places: {moon: {go: 'Up', unsure: true}}},
		'a place without a way': {places: {junk: {unsure: true}}},
	};

	test('is right', () => {
		expect(providerSchema.safeParse({...entry, submission: [server]}).success).toBe(true);
		expect(
			providerSchema.safeParse({...entry, submission: [{...server, host: 'smtp.*.service.test', port: 2465}]})
				.success,
		).toBe(true);
		expect(
			providerSchema.safeParse({
				...entry,
				places: {
					read: '2026-11-23',
					without: ['tabs'],
					junk: {go: 'More › Spam', source: 'https://service.test/', labels: {'zh-tw': '垃圾郵件'}},
					trash: {go: 'Trash', unsure: true},
				},
			}).success,
		).toBe(true);
	});

	test.each(Object.entries(wrong))('is wrong: %s', (_, more) => {
		expect(providerSchema.safeParse({...entry, ...more}).success).toBe(false);
	});
});

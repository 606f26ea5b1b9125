import {expect, test} from 'vitest';
import type {FailureCode} from '../../source/core/failure.ts';
import {failed, success} from '../../source/core/result.ts';
import {dmarcResult} from '../../source/mail/dmarc-result.ts';
import type {Ask} from '../../source/mail/resolver.ts';

const nobody = {spf: [], dkim: []};

/** Answers from a literal, by name; `no-such-name` for the rest. */
const zone =
	(names: Readonly<Record<string, readonly string[] | FailureCode>>): Ask =>
	async (name, type) => {
		const said = names[name] ?? 'no-such-name';
		if (typeof said === 'string') return failed({code: said});
		return success({
			server: '192.0.2.53:53',
			protocol: 'udp',
			records: said.map(data => ({name, type, ttl: 60, data})),
			aliases: [],
			authenticated: false,
			tries: 1,
			dropped: [],
		});
	};

test('the walk ends at the organizational domain, and a psd tag moves it', async () => {
	const ask = zone({
		'_dmarc.shop.co.test': ['v=DMARC1; p=reject; sp=quarantine'],
		'_dmarc.co.test': ['v=DMARC1; p=none; psd=y'],
	});
	expect((await dmarcResult('mail.shop.co.test', nobody, ask)).result).toMatchObject({
		domain: 'shop.co.test',
		policyDomain: 'shop.co.test',
		policy: 'quarantine',
	});
});

test('relaxed alignment goes by organizational domains, strict alignment by names', async () => {
	const ask = zone({'_dmarc.shop.test': ['v=DMARC1; p=reject; adkim=s']});
	const spf = await dmarcResult('shop.test', {spf: ['mail.shop.test'], dkim: []}, ask);
	expect(spf.result.status.result).toBe('pass');
	const dkim = await dmarcResult('shop.test', {spf: [], dkim: ['mail.shop.test']}, ask);
	expect(dkim.result.status.result).toBe('fail');
});

test('the same record twice is one record', async () => {
	const ask = zone({'_dmarc.shop.test': ['v=DMARC1; p=reject', 'v=DMARC1; p=reject']});
	expect((await dmarcResult('shop.test', nobody, ask)).result.policy).toBe('reject');
});

test.each(['timeout', 'server-failure', 'query-refused', 'malformed', 'offline'] as const)(
	'%s is a temporary error, and told',
	async code => {
		const {result, failures} = await dmarcResult('shop.test', nobody, zone({'_dmarc.shop.test': code}));
		expect(result.status.result).toBe('temperror');
		expect(failures).toMatchObject([{name: '_dmarc.shop.test', type: 'TXT', failure: {code}}]);
	},
);

test('a name that cannot be asked for is told', async () => {
	const {result, failures} = await dmarcResult('shop.test', nobody, zone({'_dmarc.shop.test': 'bad-name'}));
	expect(result.policyDomain).toBeUndefined();
	expect(failures).toHaveLength(1);
});

// Long because it is one table of what can be found on the walk, with every way of not knowing it.
import {expect, test} from 'vitest';
import dmarc from '../../../source/checks/domain/dmarc.ts';
import {waySays} from '../said.ts';
import {describeCheck, runOn, type When} from '../taped.ts';

const own = '_dmarc.shop.test TXT';
const above = {'_dmarc.test TXT': 'no-such-name'} as const;

/** What `_dmarc.shop.test` holds; nothing is above it. */
const at = (...texts: readonly string[]): When => ({dns: {[own]: texts, ...above}});

const identified = (record: string, params: Record<string, string>, dns: When['dns'] = {}): When => ({
	params,
	dns: {[own]: [record], ...above, ...dns},
});

/** The domain has nothing itself, the one above it has. */
const below = (record: string, dns: When['dns'] = {}): When => ({
	params: {domain: 'mail.shop.test'},
	dns: {'_dmarc.mail.shop.test TXT': 'no-such-name', [own]: [record], ...above, ...dns},
});

const reporting = (consent: NonNullable<When['dns']>[string], dns: When['dns'] = {}): When => ({
	dns: {
		[own]: ['v=DMARC1; p=reject; rua=mailto:a@reports.test,mailto:b@mail.shop.test'],
		...above,
		'shop.test._report._dmarc.reports.test TXT': consent,
		...dns,
	},
});

const codes = [...waySays, 'refused', 'malformed', 'bad-name'] as const;

/** The resolver says that the name does not exist when it is asked for TXT. */
const nowhere = (dns: When['dns']): When => ({
	dns: {[own]: 'no-such-name', ...above, 'shop.test TXT': 'no-such-name', ...dns},
});

describeCheck(
	dmarc,
	{domain: 'shop.test'},
	[
		{
			finds: 'enforcing',
			when: at('v=DMARC1; p=quarantine; rua=mailto:d@shop.test'),
			says: 'shop.test asks receivers to quarantine mail that fails DMARC.',
			facts: {
				result: 'pass',
				policy: 'quarantine',
				from: 'shop.test',
				assuming: 'SPF or DKIM passes for shop.test itself',
				record: ['_dmarc.shop.test. TXT "v=DMARC1; p=quarantine; rua=mailto:d@shop.test"'],
			},
		},
		{
			finds: 'enforcing',
			when: at('v=DMARC1; p=reject; t=y; pct=20; ri=1', 'unrelated'),
			says: 'shop.test asks receivers to quarantine mail that fails DMARC.',
			facts: {
				published: 'p=reject with t=y',
				testing: true,
				details: expect.arrayContaining([
					'pct, ri: removed by RFC 9989 (appendix C); receivers ignore it.',
					't=y: the policy is only tested, and applied one level lower.',
				]),
			},
		},
		{finds: 'enforcing', when: {params: {domain: 'Shop.TEST.'}, ...at('v=DMARC1; p=reject')}},
		{
			finds: 'enforcing',
			when: {dns: {[own]: ['v=DMARC1; p=reject'], '_dmarc.test TXT': 'timeout'}},
			facts: {details: expect.arrayContaining(['_dmarc.test: could not be found out (timeout).'])},
		},
		{
			finds: 'enforcing',
			when: reporting(['v=DMARC1']),
			facts: {details: expect.arrayContaining(['rua mailto:a@reports.test: reports.test agrees to it.'])},
		},
		{
			finds: 'enforcing',
			when: reporting('timeout'),
			facts: {
				details: expect.arrayContaining([
					'rua mailto:a@reports.test: whether reports.test agrees could not be found out (shop.test._report._dmarc.reports.test: timeout).',
				]),
			},
		},
		{
			finds: 'enforcing',
			when: reporting('no-such-name', {'_dmarc.test TXT': 'server-failure'}),
			facts: {
				details: expect.arrayContaining([
					'rua mailto:a@reports.test: whether reports.test is of the same organization as shop.test could not be found out.',
				]),
			},
		},
		{
			finds: 'enforcing',
			when: identified('v=DMARC1; p=reject; aspf=s', {
				'spf-domain': 'bounce.shop.test',
				'dkim-domain': 'Shop.test',
			}),
			facts: {result: 'pass', assuming: 'SPF bounce.shop.test, DKIM shop.test'},
		},
		{
			finds: 'enforcing',
			when: identified(
				'v=DMARC1; p=reject',
				{'spf-domain': 'bounce.shop.test'},
				{
					'_dmarc.bounce.shop.test TXT': 'no-such-name',
				},
			),
		},
		{
			finds: 'monitoring',
			when: at('v=DMARC1; p=none; rua=mailto:d@shop.test'),
			says: 'shop.test asks for reports, and for no action on mail that fails DMARC (p=none).',
		},
		{
			finds: 'monitoring',
			when: at('v=DMARC1; p=quarantine; t=y; rua=mailto:d@shop.test'),
			says: 'shop.test asks for reports, and for no action on mail that fails DMARC (p=quarantine with t=y).',
		},
		{
			finds: 'inherited',
			when: below('v=DMARC1; p=reject; sp=quarantine'),
			says: 'mail.shop.test has no DMARC record of its own; that of shop.test applies, and its policy is quarantine.',
			facts: {policy: 'quarantine', from: 'shop.test', organization: 'shop.test'},
		},
		{
			finds: 'inherited',
			when: below('v=DMARC1; p=none; np=reject', {
				'mail.shop.test A': 'no-such-name',
				'mail.shop.test CNAME': 'no-such-name',
			}),
			facts: {policy: 'reject'},
		},
		{
			finds: 'inherited',
			when: below('v=DMARC1; p=none; np=reject', {'mail.shop.test A': 'timeout'}),
			facts: {
				policy: 'none',
				details: expect.arrayContaining([
					'mail.shop.test A: timeout; so it is open whether np or sp applies.',
				]),
			},
		},
		{
			finds: 'unmonitored',
			when: at('v=DMARC1; p=none'),
			facts: {
				publish: ['_dmarc.shop.test. TXT "v=DMARC1; p=none; rua=mailto:postmaster@shop.test"'],
				who: 'domain-owner',
			},
		},
		{
			finds: 'missing',
			when: {dns: {[own]: 'no-such-name', ...above, 'shop.test TXT': ['v=spf1 -all']}},
			says: 'shop.test has no DMARC record, and none of a domain above it applies.',
			facts: {
				result: 'none',
				publish: ['_dmarc.shop.test. TXT "v=DMARC1; p=none; rua=mailto:postmaster@shop.test"'],
			},
		},
		{finds: 'missing', when: {dns: {[own]: ['v=spf1 -all'], ...above, 'shop.test TXT': 'timeout'}}},
		{
			finds: 'no-such-domain',
			when: nowhere({'shop.test MX': 'no-such-name', 'shop.test CNAME': 'no-such-name'}),
			says: 'DNS says that shop.test does not exist, so there is no DMARC policy to look at.',
			facts: {result: 'none'},
		},
		{finds: 'missing', when: nowhere({'shop.test MX': 'no-such-name', 'shop.test CNAME': ['gone.test']})},
		{finds: 'missing', when: nowhere({'shop.test MX': 'timeout'})},
		{
			finds: 'misplaced',
			when: {dns: {[own]: 'no-data', ...above, 'shop.test TXT': ['v=spf1 -all', 'v=DMARC1; p=reject']}},
			facts: {
				record: ['shop.test. TXT "v=DMARC1; p=reject"'],
				publish: ['_dmarc.shop.test. TXT "v=DMARC1; p=reject"'],
			},
		},
		{
			finds: 'several-records',
			when: at('v=DMARC1; p=none', 'v=DMARC1; p=reject', 'other'),
			says: '_dmarc.shop.test holds 2 DMARC records, and receivers discard them all.',
			facts: {result: 'permerror', rfc: 'RFC 9989 section 4.10'},
		},
		{
			finds: 'several-records',
			when: {
				params: {domain: 'mail.shop.test'},
				dns: {
					'_dmarc.mail.shop.test TXT': ['v=DMARC1; p=none', 'v=DMARC1; p=reject'],
					[own]: ['v=DMARC1; p=reject'],
					...above,
				},
			},
		},
		{
			finds: 'several-records',
			when: {
				params: {domain: 'mail.shop.test'},
				dns: {
					'_dmarc.mail.shop.test TXT': 'no-data',
					[own]: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'],
					...above,
				},
			},
			facts: {name: '_dmarc.shop.test'},
		},
		{
			finds: 'malformed',
			when: at('v=DMARC1; p=rejct'),
			says: 'The DMARC record at _dmarc.shop.test is not usable, because of its tag p: it must be none, quarantine or reject, not "rejct".',
			facts: {
				result: 'permerror',
				rfc: 'RFC 9989 section 4.7',
				publish: ['_dmarc.shop.test. TXT "v=DMARC1; p=none"'],
			},
		},
		{finds: 'malformed', when: at('v=DMARC1; p=none; p=reject'), facts: {tag: 'p'}},
		{
			finds: 'malformed',
			when: at('v=DMARC1 p=reject'),
			says: 'The DMARC record at _dmarc.shop.test is not usable, because of its tag v: a semicolon is missing after "DMARC1".',
			facts: {publish: ['_dmarc.shop.test. TXT "v=DMARC1; p=reject"']},
		},
		{finds: 'malformed', when: at('v=dmarc1; p=reject'), facts: {tag: 'v'}},
		{finds: 'malformed', when: at('v=DMARC1; p=reject; 2x=1; 2x=2'), facts: {tag: '2x'}},
		{finds: 'enforcing', when: at('v=DMARC1; p=reject', 'v=DMARC1; p=reject')},
		{
			finds: 'mistaken',
			when: at('v=DMARC1; p=reject; adkim=strict'),
			says: 'The DMARC record at _dmarc.shop.test has a mistake in its tag adkim: "strict" is not a value of this tag. Receivers ignore it.',
			facts: {publish: ['_dmarc.shop.test. TXT "v=DMARC1; p=reject"']},
		},
		{
			finds: 'mistaken',
			when: at('v=DMARC1; p=reject;; adkim=s'),
			says: 'The DMARC record at _dmarc.shop.test has a mistake in an empty tag: two semicolons with nothing between them. Receivers ignore it.',
		},
		{
			finds: 'mistaken',
			when: at('v=DMARC1; p=reject; ad kim=s'),
			says: 'The DMARC record at _dmarc.shop.test has a mistake in its tag "ad kim": this cannot be the name of a tag. Receivers ignore it.',
		},
		{
			finds: 'mistaken',
			when: at('v=DMARC1; p=rejct; rua=mailto:d@shop.test'),
			facts: {
				effect: 'Receivers take the policy for none',
				policy: 'none',
				details: expect.arrayContaining(['See that the policy in the proposal is the one that was meant.']),
			},
		},
		{
			finds: 'not-aligned',
			when: identified('v=DMARC1; p=reject', {'spf-domain': 'mailer.test', 'dkim-domain': 'mailer.test'}),
			says: 'Nothing that passed is aligned with shop.test (SPF mailer.test, DKIM mailer.test), and it asks receivers to reject such mail.',
			facts: {result: 'fail', rfc: 'RFC 9989 section 4.4'},
		},
		{
			finds: 'not-aligned',
			when: identified('v=DMARC1; p=quarantine; adkim=s', {
				'spf-domain': 'None',
				'dkim-domain': 'mail.shop.test',
			}),
			facts: {details: expect.arrayContaining([expect.stringContaining('DKIM for exactly shop.test.')])},
		},
		{
			finds: 'not-aligned-monitored',
			when: identified('v=DMARC1; p=none', {'spf-domain': 'mailer.test', 'dkim-domain': 'none'}),
			says: 'Nothing that passed is aligned with shop.test (SPF mailer.test, DKIM none), so DMARC fails; it asks for no action on such mail.',
			facts: {result: 'fail'},
		},
		{
			finds: 'not-aligned',
			when: identified('v=DMARC1; p=reject', {'spf-domain': 'none', 'dkim-domain': 'none'}),
		},
		{
			finds: 'alignment-open',
			when: identified('v=DMARC1; p=reject', {'spf-domain': 'mailer.test'}),
			says: 'Whether what passed is aligned with shop.test (SPF mailer.test) could not be found out: nobody told for which domain a DKIM signature passed.',
		},
		{
			finds: 'alignment-open',
			when: identified('v=DMARC1; p=none', {'dkim-domain': 'mailer.test'}),
			says: 'Whether what passed is aligned with shop.test (DKIM mailer.test) could not be found out: nobody told for which domain SPF passed.',
		},
		{
			finds: 'malformed',
			when: {
				dns: {[own]: {alias: '_dmarc.host.test', data: ['v=DMARC1 p=reject']}, ...above},
			},
			facts: {
				record: ['_dmarc.host.test. TXT "v=DMARC1 p=reject"'],
				publish: ['_dmarc.host.test. TXT "v=DMARC1; p=reject"'],
			},
		},
		{
			finds: 'enforcing',
			when: {dns: {[own]: {alias: '_dmarc.host.test', data: ['v=DMARC1; p=reject']}, ...above}},
			facts: {record: ['_dmarc.host.test. TXT "v=DMARC1; p=reject"']},
		},
		{
			finds: 'several-records',
			when: at('v=DMARC1; p=rejct', 'v=DMARC1; p=reject; pct=100'),
			facts: {publish: ['_dmarc.shop.test. TXT "v=DMARC1; p=reject; pct=100"']},
		},
		{
			finds: 'misplaced',
			when: {dns: {[own]: 'no-data', ...above, 'shop.test TXT': ['v=DMARC1; p=rejct; rua=d@shop.test']}},
			facts: {publish: ['_dmarc.shop.test. TXT "v=DMARC1; p=none; rua=mailto:d@shop.test"']},
		},
		{
			finds: 'report-address-bad',
			when: at('v=DMARC1; p=reject; rua=d@shop.test'),
			says: 'shop.test asks for DMARC reports at an address that cannot be used: rua d@shop.test: "mailto:" is missing before the address.',
			facts: {publish: ['_dmarc.shop.test. TXT "v=DMARC1; p=reject; rua=mailto:d@shop.test"']},
		},
		{
			finds: 'report-not-authorized',
			when: reporting('no-such-name'),
			says: 'shop.test asks for DMARC reports at mailto:a@reports.test, whose domain does not say that it takes them.',
			facts: {
				rfc: 'RFC 9990 section 4',
				publish: ['shop.test._report._dmarc.reports.test. TXT "v=DMARC1;"'],
				details: expect.arrayContaining(['Only the owner of reports.test can publish that.']),
			},
		},
		{finds: 'report-not-authorized', when: reporting(['v=spf1 -all'])},
		{
			finds: 'report-not-authorized',
			when: {
				dns: {
					[own]: ['v=DMARC1; p=reject; ruf=mailto:a@reports.test'],
					...above,
					'shop.test._report._dmarc.reports.test TXT': 'no-data',
				},
			},
			facts: {rfc: 'RFC 9991 section 5'},
		},
		{
			finds: 'unanswered',
			when: {dns: {[own]: 'server-failure', ...above}},
			says: 'DNS gave no usable answer about the DMARC policy of shop.test: _dmarc.shop.test: server failure.',
			facts: {result: 'temperror'},
		},
		{finds: 'unanswered', when: {dns: {[own]: 'no-such-name', '_dmarc.test TXT': 'timeout'}}},
		{
			finds: 'alignment-open',
			when: identified(
				'v=DMARC1; p=reject',
				{'dkim-domain': 'mail.shop.test'},
				{
					'_dmarc.mail.shop.test TXT': 'timeout',
				},
			),
			says: 'Whether what passed is aligned with shop.test (DKIM mail.shop.test) could not be found out: _dmarc.mail.shop.test: timeout.',
			facts: {result: 'temperror'},
		},
	],
	Object.fromEntries(
		codes.flatMap((code): [string, When][] => [
			[`${code} for the record`, {dns: {[own]: code, ...above}}],
			[`${code} above`, {dns: {[own]: 'no-such-name', '_dmarc.test TXT': code}}],
			[`${code} above a record`, {dns: {[own]: ['v=DMARC1; p=reject'], '_dmarc.test TXT': code}}],
			[
				`${code} below an inherited record`,
				{
					params: {domain: 'mail.shop.test'},
					dns: {'_dmarc.mail.shop.test TXT': code, [own]: ['v=DMARC1; p=reject'], ...above},
				},
			],
			[`${code} for the domain where it may not exist`, nowhere({'shop.test MX': code})],
			[`${code} for its alias`, nowhere({'shop.test MX': 'no-such-name', 'shop.test CNAME': code})],
			[`${code} at the domain itself`, {dns: {[own]: 'no-such-name', ...above, 'shop.test TXT': code}}],
			[`${code} for a report address`, reporting(code)],
			[
				`${code} for the name that np is about`,
				{
					...below('v=DMARC1; p=none; np=reject', {'mail.shop.test A': code}),
					params: {domain: 'mail.shop.test', 'spf-domain': 'mailer.test'},
				},
			],
			[
				`${code} for an identifier`,
				identified(
					'v=DMARC1; p=reject',
					{'dkim-domain': 'mail.shop.test'},
					{'_dmarc.mail.shop.test TXT': code},
				),
			],
			[
				`${code} above, with an identifier`,
				{
					params: {'dkim-domain': 'mailer.test'},
					dns: {[own]: ['v=DMARC1; p=reject'], '_dmarc.test TXT': code},
				},
			],
		]),
	),
);

test.each(codes)('%s for the record is never called absence', async code => {
	const when: When = {
		params: {domain: 'mail.shop.test'},
		dns: {'_dmarc.mail.shop.test TXT': code, [own]: ['v=DMARC1; p=reject'], ...above},
	};
	expect((await runOn(dmarc, when)).finding.code).toBe('unanswered');
	const alone = await runOn(dmarc, {dns: {[own]: code, ...above}}, {domain: 'shop.test'});
	expect(alone.finding.code).toBe('unanswered');
});

test.each(codes)('%s for a report address leaves the level to the policy', async code => {
	const {finding} = await runOn(dmarc, reporting(code), {domain: 'shop.test'});
	expect(finding.code).toBe('enforcing');
	expect(JSON.stringify(finding.facts['details'])).toContain('could not be found out');
});

test('no more than five domains are asked whether they take reports, and the walk ends after eight', async () => {
	const rua = Array.from({length: 40}, (_, index) => `mailto:a@r${index}.example`).join(',');
	const many = await runOn(dmarc, at(`v=DMARC1; p=reject; rua=${rua}`), {domain: 'shop.test'});
	expect(many.asked).toHaveLength(7);
	const deep = Array.from({length: 40}, (_, index) => `l${index}`).join('.');
	const dns = Object.fromEntries(
		deep
			.split('.')
			.map((_, index, labels) => [`_dmarc.${labels.slice(index).join('.')} TXT`, 'no-such-name'] as const),
	);
	expect((await runOn(dmarc, {dns}, {domain: deep})).asked.length).toBeLessThanOrEqual(9);
});

test('to a domain that does not exist nothing is proposed', async () => {
	const when = nowhere({'shop.test MX': 'no-such-name', 'shop.test CNAME': 'no-such-name'});
	expect((await runOn(dmarc, when, {domain: 'shop.test'})).finding.facts).not.toHaveProperty('publish');
});

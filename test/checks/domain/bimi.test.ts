import {expect, test} from 'vitest';
import bimi from '../../../source/checks/domain/bimi.ts';
import {waySays} from '../said.ts';
import {describeCheck, runOn, type When} from '../taped.ts';

const place = 'default._bimi.shop.test';
const good = 'v=BIMI1; l=https://shop.test/logo.svg; a=https://shop.test/logo.pem';
const strict = {'_dmarc.shop.test TXT': ['v=DMARC1; p=reject'], '_dmarc.test TXT': 'no-such-name'} as const;

const at = (...texts: readonly string[]): When => ({dns: {[`${place} TXT`]: texts, ...strict}});
const under = (...records: readonly string[]): When => ({
	dns: {[`${place} TXT`]: [good], ...strict, '_dmarc.shop.test TXT': records},
});

/** A subdomain: what its own name and that of the domain above it hold. */
const below = (
	own: NonNullable<When['dns']>[string],
	above: NonNullable<When['dns']>[string],
	dns: When['dns'] = {},
): When => ({
	params: {domain: 'news.shop.test'},
	dns: {
		'default._bimi.news.shop.test TXT': own,
		[`${place} TXT`]: above,
		'_dmarc.news.shop.test TXT': 'no-such-name',
		...strict,
		...dns,
	},
});

const codes = [...waySays, 'refused', 'malformed', 'bad-name'] as const;

describeCheck(
	bimi,
	{domain: 'shop.test'},
	[
		{
			finds: 'published',
			when: at('unrelated', good),
			says: 'shop.test publishes a logo for its mail at default._bimi.shop.test: https://shop.test/logo.svg.',
			facts: {result: 'pass', certificate: 'https://shop.test/logo.pem'},
		},
		{finds: 'published', when: at('v=BIMI1; l=https://shop.test/logo.svg')},
		{
			finds: 'published',
			when: {
				params: {selector: 'Brand'},
				dns: {'brand._bimi.shop.test TXT': [good], ...strict},
			},
		},
		{finds: 'published', when: below('no-such-name', [good]), facts: {name: place}},
		{
			finds: 'not-published',
			when: {dns: {[`${place} TXT`]: 'no-such-name', ...strict}},
			says: 'shop.test publishes no logo for its mail; that is optional and stops no mail.',
			facts: {result: 'none'},
		},
		{finds: 'not-published', when: at('v=spf1 -all')},
		{finds: 'not-published', when: {dns: {[`${place} TXT`]: 'no-data', '_dmarc.shop.test TXT': 'timeout'}}},
		{finds: 'not-published', when: below('no-data', 'no-such-name')},
		{finds: 'declined', when: at('v=BIMI1; l=; a=;'), facts: {result: 'declined'}},
		{finds: 'declined', when: at('v=BIMI1; l=')},
		{
			finds: 'malformed',
			when: at('v=BIMI1; l=http://shop.test/logo.svg'),
			says: 'The BIMI record at default._bimi.shop.test is not usable, because of its tag l: "http://shop.test/logo.svg" is no https URL.',
			facts: {result: 'fail'},
		},
		{
			finds: 'malformed',
			when: at('v=BIMI1; l=http://shop.test/logo.svg'),
			facts: {publish: [`${place}. TXT "v=BIMI1; l=https://shop.test/logo.svg"`]},
		},
		{finds: 'malformed', when: at('v=BIMI1; a=https://shop.test/logo.pem'), facts: {tag: 'l'}},
		{finds: 'malformed', when: at('v=BIMI1; l=https://shop.test/l.svg; a=x'), facts: {tag: 'a'}},
		{finds: 'malformed', when: at('v=BIMI1; l=; l=https://shop.test/l.svg'), facts: {tag: 'l'}},
		{
			finds: 'several-records',
			when: at('v=BIMI1; l=', good),
			facts: {count: 2, result: 'fail', publish: [`${place}. TXT "${good}"`]},
		},
		{finds: 'several-records', when: at('v=BIMI1; x', 'v=BIMI1')},
		{
			finds: 'policy-too-weak',
			when: under('v=DMARC1; p=none; sp=none; rua=mailto:d@shop.test'),
			says: 'shop.test publishes a logo at default._bimi.shop.test, but no receiver shows it: the DMARC policy asks for no action (p=none).',
			facts: {
				result: 'skipped',
				publish: ['_dmarc.shop.test. TXT "v=DMARC1; p=quarantine; sp=quarantine; rua=mailto:d@shop.test"'],
			},
		},
		{finds: 'policy-too-weak', when: under('v=DMARC1; p=reject; sp=none')},
		{
			finds: 'policy-too-weak',
			when: under('v=DMARC1; p=none', 'v=DMARC1; p=reject'),
			facts: {
				why: 'the domain has no usable DMARC policy',
				details: ['The finding about DMARC says what is wrong with it.'],
			},
		},
		{finds: 'policy-too-weak', when: under('v=DMARC1; p=reject; t=y')},
		{finds: 'policy-too-weak', when: under('v=DMARC1; p=quarantine; pct=50')},
		{
			finds: 'policy-too-weak',
			when: under('v=spf1 -all'),
			facts: {why: 'the domain has no DMARC policy', publish: [expect.stringContaining('p=quarantine')]},
		},
		{
			finds: 'policy-too-weak',
			when: below([good], 'no-data', {
				'_dmarc.news.shop.test TXT': ['v=DMARC1; p=reject'],
				'_dmarc.shop.test TXT': ['v=DMARC1; p=none'],
			}),
			facts: {
				why: 'the DMARC policy of shop.test asks for no action',
				publish: ['_dmarc.shop.test. TXT "v=DMARC1; p=quarantine"'],
			},
		},
		{
			finds: 'unanswered',
			when: {dns: {[`${place} TXT`]: 'timeout', ...strict}},
			says: 'DNS gave no usable answer about the logo of shop.test: default._bimi.shop.test: timeout.',
		},
		{finds: 'unanswered', when: {dns: {[`${place} TXT`]: [good], '_dmarc.shop.test TXT': 'timeout'}}},
		{finds: 'unanswered', when: below('no-such-name', 'server-failure')},
		{finds: 'unanswered', when: below('no-such-name', [good], {'_dmarc.news.shop.test TXT': 'timeout'})},
	],
	Object.fromEntries(
		codes.flatMap((code): [string, When][] => [
			[`${code} for the record`, {dns: {[`${place} TXT`]: code, ...strict}}],
			[`${code} for DMARC`, {dns: {[`${place} TXT`]: [good], ...strict, '_dmarc.shop.test TXT': code}}],
			[`${code} for the organization`, below('no-such-name', code)],
			[`${code} for DMARC of a subdomain`, below('no-data', [good], {'_dmarc.news.shop.test TXT': code})],
		]),
	),
);

test.each(codes)('%s says neither that a logo is published nor that none is', async code => {
	const ways: readonly When[] = [
		{dns: {[`${place} TXT`]: code, ...strict}},
		{dns: {[`${place} TXT`]: [good], ...strict, '_dmarc.shop.test TXT': code}},
		below('no-such-name', code),
		below('no-data', [good], {'_dmarc.news.shop.test TXT': code}),
	];
	for (const when of ways) {
		const {finding} = await runOn(bimi, when, {domain: 'shop.test'});
		expect(finding.code).toBe('unanswered');
	}
});

test('asks no more than it needs, and never for the logo', async () => {
	const {asked} = await runOn(bimi, at(good), {domain: 'shop.test'});
	expect(asked).toHaveLength(3);
	expect(asked.every(question => 'type' in question)).toBe(true);
});

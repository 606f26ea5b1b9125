import {describe, expect, test} from 'vitest';
import {weighed} from '../../source/core/explanation/weighed.ts';
import type {Trail} from '../../source/core/trail.ts';
import {fieldsOf, trailOf} from '../../source/mail/trail.ts';
import {letters, octetsOf} from './trail/letters.ts';

const read = (header: readonly string[]): Trail => trailOf(fieldsOf(octetsOf(header)));

const letter = (name: string): readonly string[] => letters[name]?.header ?? [];

describe('the header of a provider', () => {
	test.each(Object.entries(letters))('%s', (_, {header, judgement, by, code}) => {
		const trail = read(header);
		const own = trail.verdicts.filter(({earlier}) => !earlier);
		if (judgement === 'none') expect(own).toEqual([]);
		else expect(own.map(one => one.judgement)).toContain(judgement);
		if (by !== undefined) expect(own.map(one => one.by)).toContain(by);
		expect(weighed(trail).code).toBe(code);
	});

	test('there are enough of them', () => expect(Object.keys(letters).length).toBeGreaterThan(25));

	test.each(Object.entries(letters))(
		'is read the same with bare line feeds and lost blanks: %s',
		(_, {header, code}) => {
			const text = header
				.join('\r\n')
				.replaceAll('\r\n', '\n')
				.replaceAll(/\n[ \t]+/g, '\n');
			expect(weighed(trailOf(fieldsOf(Buffer.from(text)))).code).toBe(code);
		},
	);
});

describe('what is told of a verdict', () => {
	test('points, the threshold, and rules with the heaviest first, in plain words where they are known', () => {
		const words = (name: string) => (name === 'MIME_HTML_ONLY' ? 'It has no plain text.' : undefined);
		const [verdict] = trailOf(fieldsOf(octetsOf(letter('SpamAssassin through amavis, spam'))), {
			words,
		}).verdicts;
		expect(verdict).toMatchObject({
			by: 'SpamAssassin on mail.example.net',
			field: 'X-Spam-Status',
			judgement: 'junk',
			score: 7.3,
			threshold: 5,
			says: 'It is marked as spam. It has 7.3 points, and 5 make it spam.',
		});
		expect(verdict?.rules).toEqual([
			{name: 'MIME_HTML_ONLY', score: 3.1, says: 'It has no plain text.'},
			{name: 'DATE_IN_PAST_03_06', score: 1.6},
			{name: 'RDNS_NONE', score: 1.3},
			{name: 'HTML_MESSAGE', score: 0},
			{name: 'HTML_MIME_NO_HTML_TAG'},
		]);
	});

	test.each([
		['an old SpamAssassin, with hits', 1.2, 5, ['NO_REAL_NAME', 'HTML_MESSAGE']],
		['SpamAssassin with scores in brackets', -0.999, 6.31, ['URIBL_BLOCKED', 'ALL_TRUSTED']],
		['rspamd, spam', 9.1, 15, ['BAYES_SPAM', 'RDNS_NONE', 'MIME_HTML_ONLY', 'R_SPF_ALLOW']],
		['Barracuda, held back', 4.1, 4, ['MISSING_DATE', 'MISSING_MID']],
		['MailScanner of an organization, spam', 7.1, 6, []],
	])('%s', (name, score, threshold, rules) => {
		const [verdict] = read(letter(name)).verdicts;
		expect([verdict?.score, verdict?.threshold]).toEqual([score, threshold]);
		expect((verdict?.rules ?? []).map(rule => rule.name)).toEqual(rules);
	});

	test('Microsoft tells the level, the category, and where it came from', () => {
		const says = read(letter('Outlook.com, junk with SCL 5')).verdicts.map(verdict => verdict.says);
		expect(says).toContain('It was put into the folder Junk Email, because the spam filter said so.');
		expect(says).toContain(
			'The filter marked it as spam. It takes it for spam (CAT:SPM). Its spam confidence level (SCL) is 5 of 9, spam. It came from 198.51.100.25 (smtp.example.org), DE.',
		);
	});

	test('a value that nobody knows is told without what could be a code', () => {
		const [verdict] = read(['X-Spam-Status: perhaps, 482 915', 'Received: from a by b.example.net']).verdicts;
		expect(verdict?.judgement).toBe('unsaid');
		expect(verdict?.says).toBe('X-Spam-Status says: perhaps, ••••.');
	});

	test('a subject that a filter quotes is not told', () => {
		const trail = read([
			'X-Amavis-Alert: BAD HEADER SECTION, Non-encoded 8-bit data (char C3 hex): Subject: Your code is AB12CD',
			'Received: from a.example.org by mail.example.net',
		]);
		expect(JSON.stringify(trail)).not.toContain('AB12CD');
	});
});

describe('who wrote it', () => {
	const forged = 'a forged result below the stamp of another server';

	test('a result that bears the name of the receiver below the stamp of another server is not the receiver’s', () => {
		const {judged, verdicts} = read(letter(forged));
		expect(judged.map(({earlier}) => earlier)).toEqual([true, true]);
		expect(judged[0]?.detail).toContain('stands below the stamp of another server');
		expect(verdicts.every(({earlier}) => earlier)).toBe(true);
	});

	test('a good word behind the letter counts where it names a server of the receiver', () => {
		const trail = read([
			...letter('a forged word that it is no spam'),
			'X-Spam-Checker-Version: SpamAssassin 4.0.1 (2024-03-26) on mx2.example.net',
		]);
		expect(weighed(trail).code).toBe('clean');
	});

	test('what Gmail judges stands once, though it writes it three times', () => {
		const {judged} = read(letter('Gmail, inbox or spam: it writes no verdict'));
		expect(judged.map(({by, method, result, arc}) => [by, method, result, arc])).toEqual([
			['mx.google.com', 'dkim', 'pass', undefined],
			['mx.google.com', 'spf', 'pass', undefined],
			['mx.google.com', 'dmarc', 'pass', undefined],
		]);
	});

	test('Received-SPF tells SPF where nothing else does', () => {
		const {judged} = read([
			'Received-SPF: softfail (mail.example.net: domain of transitioning nas@example.org does not designate 198.51.100.25 as permitted sender) receiver=mail.example.net; client-ip=198.51.100.25; envelope-from=nas@example.org;',
			'Received: from smtp.example.org by mail.example.net; Sun, 22 Nov 2026 10:00:03 +0000',
		]);
		expect(judged).toMatchObject([
			{by: 'mail.example.net', method: 'spf', result: 'softfail', domain: 'example.org'},
		]);
	});
});

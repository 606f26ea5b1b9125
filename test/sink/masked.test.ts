import {describe, expect, test} from 'vitest';
import type {SinkMessage} from '../../source/core/sink.ts';
import type {Candidate, Reading} from '../../source/core/verification.ts';
import {maskedMessage} from '../../source/sink/masked.ts';

const message = (more: Partial<SinkMessage> = {}): SinkMessage => ({
	id: 1,
	session: 1,
	at: 1,
	octets: 100,
	inbox: 'inbox',
	remote: '192.0.2.7',
	encrypted: true,
	sender: 'nas@home.test',
	recipients: ['person@mailbox.test'],
	oddities: [],
	...more,
});

const candidate = (value: string, more: Partial<Candidate> = {}): Candidate => ({
	kind: 'code',
	value,
	score: 0.9,
	because: [],
	against: [],
	where: 'text',
	line: `the line with ${value}`,
	...more,
});

const read = (chosen: Candidate, ...others: readonly Candidate[]): Reading => ({
	candidates: [chosen, ...others],
	chosen,
});

/** The letters and digits of all that is left. */
const leftOf = (masked: unknown): string => JSON.stringify(masked).replaceAll(/[^\p{L}\p{Nd}]/gu, '');

describe('a masked message', () => {
	test.each([
		['482915', '482915 is your code'],
		['482915', 'Your code: 482 915'],
		['482915', 'Your code: 4 8 2 9 1 5'],
		['482915', 'Your code: 482-915'],
		['482915', 'Your code: 482\u2011915'],
		['482915', 'Your code: 482.915'],
		['482915', 'Your code: 48\u200B2915'],
		['482915', 'Your code: ４８２９１５'],
		['K7XQ9M', 'Your code: K7XQ-9M'],
		['K7XQ9M', 'Your code: k7xq 9m'],
		['482915', '482915 and 482915, twice'],
	])('tells nothing of %s in the subject “%s”', (code, subject) => {
		const left = leftOf(
			maskedMessage({...message({subject}), reading: read(candidate(code))}).subject,
		).normalize('NFKC');
		expect(left.toUpperCase()).not.toContain(code);
		expect(left.toUpperCase()).not.toMatch(/4829|2915|K7XQ|Q9M/);
	});

	test('keeps the words around a code', () => {
		const {subject} = maskedMessage({
			...message({subject: '[NAS] 482 915 is your code'}),
			reading: read(candidate('482915')),
		});
		expect(subject).toBe('[NAS] •••• is your code');
	});

	test('tells no digits and no mixed words where no code was recognised', () => {
		const reading: Reading = {candidates: [], open: 'none'};
		const subjects = ['Your code is 482915', 'Code ٤٨٢٩١٥', 'Use K7XQ9M today', 'Top 10 news'];
		expect(subjects.map(subject => maskedMessage({...message({subject}), reading}).subject)).toEqual([
			'Your code is ••••',
			'Code ••••',
			'Use •••• today',
			'Top 10 news',
		]);
	});

	test.each([
		['Slack confirmation code: 7XD-L4Q', '7XDL4Q'],
		['AB12-CD34', 'AB12CD34'],
		['A B 3 D 5 F', 'AB3D5F'],
		['4.8.2.9.1.5', '482915'],
		['Your code is XKQRTZ', 'XKQRTZ'],
		['Your temporary password: Xk9dk3Lm2pQz', 'Xk9dk3Lm2pQz'],
	])('tells nothing of a code that was not recognised, also beside one that was: %s', (subject, code) => {
		const readings: readonly Reading[] = [{candidates: [], open: 'none'}, read(candidate('730164'))];
		for (const reading of readings) {
			const left = leftOf(maskedMessage({...message({subject}), reading}));
			expect(left).not.toContain(code);
			expect(left).not.toContain(Buffer.from(code).toString('base64').replaceAll('=', ''));
		}
	});

	test('keeps the address of a mailbox, and tells no code in its name', () => {
		const reading: Reading = {candidates: [], open: 'none'};
		const {from, to} = maskedMessage({
			...message({from: '"482915 is your code" <nas2024@home.test>', to: 'me1234@mailbox.test'}),
			reading,
		});
		expect(from).toBe('"•••• is your code" <nas2024@home.test>');
		expect(to).toBe('me1234@mailbox.test');
	});

	test('tells nothing of any candidate, in whatever field it stands', () => {
		const link = candidate('https://device.test/reset?token=S3CRETTOKEN', {
			kind: 'link',
			because: ['It is the only link: https://device.test/reset?token=S3CRETTOKEN'],
		});
		const code = candidate('482915', {
			because: ['“code” stands before 482 915.'],
			against: ['482-915 may be a date.'],
		});
		const chosen = candidate('730164');
		const masked = maskedMessage({
			...message({
				subject: 'Follow https://device.test/reset?token=S3CRETTOKEN or type 730164',
				from: '"730 164" <nas@home.test>',
				to: '482915 <person@mailbox.test>',
				messageId: '<730164@home.test>',
			}),
			reading: {
				...read(chosen, code, link),
				lifetime: {seconds: 600, words: '730164 is valid for 10 minutes'},
			},
		});
		const left = leftOf(masked);
		for (const secret of ['482915', '730164', 'S3CRETTOKEN', 'token']) expect(left).not.toContain(secret);
		expect(masked.reading.chosen).toMatchObject({value: '73••••', line: ''});
		expect(masked.reading.candidates.map(({value}) => value)).toEqual([
			'73••••',
			'48••••',
			'https://device.test/••••',
		]);
		expect(masked.reading.lifetime?.words).toBe('•••• is valid for 10 minutes');
	});

	test('is otherwise what it was', () => {
		const reading = read(candidate('482915', {line: ''}));
		expect(maskedMessage({...message({subject: 'Your code'}), reading})).toEqual({
			...message({subject: 'Your code'}),
			reading: {
				candidates: [candidate('48••••', {line: ''})],
				chosen: candidate('48••••', {line: ''}),
			},
		});
	});

	test('costs no more than its length, and cannot be made to', () => {
		const subject = '4 '.repeat(10_000);
		const masked = maskedMessage({...message({subject}), reading: read(candidate('4'.repeat(9)))});
		expect(masked.subject).not.toContain('4 4 4 4 4 4 4 4 4');
	});
});

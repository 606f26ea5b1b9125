import {describe, expect, test} from 'vitest';
import {
	createMisbehaviour,
	type Moment,
	misbehaviourHelp,
	parseMisbehaviour,
	type Rule,
	readMisbehaviour,
	wellBehaved,
} from '../../source/sink/misbehave.ts';

const rulesOf = (...texts: readonly string[]): readonly Rule[] => {
	const parsed = parseMisbehaviour(texts);
	if (!parsed.ok) throw new Error(parsed.failure);
	return parsed.value;
};
/** A clock that stands until it is set forward. */
const clock = (at = 1_000_000) => ({
	now: () => at,
	pass: (ms: number) => {
		at += ms;
	},
});
const made = (...texts: readonly string[]) =>
	createMisbehaviour({rules: rulesOf(...texts), seed: 1, now: clock().now});
const rcpt: Moment = {
	stage: 'rcpt',
	remote: '192.0.2.7',
	user: 'nas',
	sender: 'nas@example.org',
	recipient: 'me@example.com',
};

test('a rule strikes at its own stage, and says what it was', () => {
	const misbehaviour = made('rcpt: 550 5.1.1 No such user', 'data: drop');
	expect(misbehaviour.at(rcpt)).toEqual({
		say: '550 5.1.1 No such user',
		words: 'rcpt: 550 5.1.1 No such user',
	});
	expect(misbehaviour.at({...rcpt, stage: 'mail'})).toBeUndefined();
	// biome-ignore lint/suspicious/noThenProperty: a word, on an object that nobody awaits
	expect(misbehaviour.at({...rcpt, stage: 'data'})).toEqual({then: 'drop', words: 'data: drop'});
	expect(misbehaviour.tls({remote: '192.0.2.7'})).toBeUndefined();
});

test('any is every stage, but no fault of TLS', () => {
	const misbehaviour = made('any: throttle 200');
	for (const stage of ['greeting', 'ehlo', 'starttls', 'auth', 'mail', 'rcpt', 'data', 'message'] as const)
		expect(misbehaviour.at({stage, remote: '::1'})).toEqual({throttle: 200, words: 'any: throttle 200'});
	expect(misbehaviour.tls({remote: '::1'})).toBeUndefined();
});

test('a fault of TLS strikes before TLS and nowhere else', () => {
	const misbehaviour = made('tls: mute from 198.51.100.0/24', 'tls: expired first 1');
	expect(misbehaviour.at({stage: 'starttls', remote: '192.0.2.7'})).toBeUndefined();
	expect(misbehaviour.tls({remote: '::ffff:198.51.100.9'})?.fault).toBe('mute');
	expect(misbehaviour.tls({remote: '192.0.2.7'})).toEqual({fault: 'expired', words: 'tls: expired first 1'});
	expect(misbehaviour.tls({remote: '192.0.2.7'})).toBeUndefined();
});

describe('the first rule that says something or breaks off decides', () => {
	test('delays before it add up, the slowest throttle holds, and what is after it is not reached', () => {
		const misbehaviour = made(
			'any: delay 2s throttle 500',
			'rcpt: delay 3s throttle 900',
			'rcpt: delay 1s "450 4.2.0 Later" drop first 1',
			'rcpt: delay 9s first 1',
		);
		expect(misbehaviour.at(rcpt)).toEqual({
			delay: 6000,
			throttle: 500,
			say: '450 4.2.0 Later',
			// biome-ignore lint/suspicious/noThenProperty: a word, on an object that nobody awaits
			then: 'drop',
			words:
				'any: delay 2s throttle 500; rcpt: delay 3s throttle 900; rcpt: delay 1s drop "450 4.2.0 Later" first 1',
		});
		expect(misbehaviour.at(rcpt)?.delay).toBe(14_000);
		expect(misbehaviour.at(rcpt)?.delay).toBe(5000);
	});

	test('nobody waits longer than an hour', () => {
		expect(made(...Array.from({length: 100}, () => 'any: delay 1h')).at(rcpt)?.delay).toBe(3_600_000);
	});
});

describe('on whom', () => {
	test.each([
		['for nas', true],
		['for *@EXAMPLE.org', true],
		['for me@*', true],
		['for example.org', false],
		['for other@*', false],
		['from 192.0.2.0/24', true],
		['from 192.0.2.7', true],
		['from 198.51.100.0/24', false],
		['from 2001:db8::/32', false],
		['for nas from 192.0.2.8', false],
	])('%s', (narrowed, strikes) => {
		expect(made(`rcpt: drop ${narrowed}`).at(rcpt) !== undefined).toBe(strikes);
	});

	test('for somebody strikes nobody as long as nobody is known', () => {
		expect(made('any: drop for *').at({stage: 'greeting', remote: '192.0.2.7'})).toBeUndefined();
	});
});

describe('how often', () => {
	const pattern = (text: string, times: number): string => {
		const misbehaviour = made(text);
		return Array.from({length: times}, () => (misbehaviour.at(rcpt) ? 'x' : '.')).join('');
	};
	test.each([
		['rcpt: drop first 3', 'xxx.......'],
		['rcpt: drop every 3', '..x..x..x.'],
		['rcpt: drop every 3 first 2', '..x..x....'],
		['rcpt: drop chance 1', 'xxxxxxxxxx'],
	])('%s', (text, expected) => expect(pattern(text, 10)).toBe(expected));

	test('by chance it is about as often as said, and the same again with the same seed', () => {
		const often = pattern('rcpt: drop chance 0.3', 10_000);
		expect(often).toBe(pattern('rcpt: drop chance 0.3', 10_000));
		const count = often.replaceAll('.', '').length;
		expect(count).toBeGreaterThan(2800);
		expect(count).toBeLessThan(3200);
	});

	test('the seed is told with what it decided, and a rule beside another keeps its chances', () => {
		const seeded = (...texts: readonly string[]) =>
			createMisbehaviour({rules: rulesOf(...texts), seed: 77, now: () => 0});
		const alone = seeded('rcpt: drop chance 0.5');
		const beside = seeded('rcpt: drop chance 0.5', 'rcpt: reset chance 0.5');
		for (let n = 0; n < 100; n++) {
			const act = alone.at(rcpt);
			expect(beside.at(rcpt)?.then === 'drop').toBe(act !== undefined);
			if (act) expect(act.words).toBe('rcpt: drop chance 0.5 (seed 77)');
		}
	});

	test('without a seed there is one all the same', () => {
		const {seed} = createMisbehaviour({rules: rulesOf('any: drop'), now: () => 0});
		expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32).toBe(true);
	});
});

describe('greylisting', () => {
	test('answers 4xx until its time has passed since the first try, and lets through from then on', () => {
		const time = clock();
		const {at} = createMisbehaviour({rules: rulesOf('rcpt: greylist 2m'), seed: 1, now: time.now});
		expect(at(rcpt)).toEqual({
			say: '450 4.2.0 Greylisted, please try again in 120 seconds',
			words: 'rcpt: greylist 2m',
		});
		time.pass(119_500);
		expect(at(rcpt)?.say).toBe('450 4.2.0 Greylisted, please try again in 1 second');
		time.pass(500);
		expect(at(rcpt)).toBeUndefined();
		time.pass(86_400_000);
		expect(at(rcpt)).toBeUndefined();
	});

	test('knows a triplet by the /24 or /64, without case; each triplet waits for itself', () => {
		const {at} = made('rcpt: greylist 1 tries');
		expect(at(rcpt)).toBeDefined();
		expect(at({...rcpt, remote: '::ffff:192.0.2.200', sender: 'NAS@example.org'})).toBeUndefined();
		expect(at({...rcpt, remote: '192.0.3.7'})).toBeDefined();
		expect(at({...rcpt, recipient: 'you@example.com'})).toBeDefined();
		expect(at({...rcpt, sender: ''})).toBeDefined();
		expect(at({...rcpt, remote: '2001:db8:0:1::5'})).toBeDefined();
		expect(at({...rcpt, remote: '2001:db8::1:ffff:0:0:9'})).toBeUndefined();
		expect(at({...rcpt, remote: '2001:db8:0:2::5'})).toBeDefined();
	});

	test('by tries, in its own words', () => {
		const {at} = made('rcpt: greylist 2 tries "451 4.7.1 Later"');
		expect([at(rcpt)?.say, at(rcpt)?.say, at(rcpt)]).toEqual([
			'451 4.7.1 Later',
			'451 4.7.1 Later',
			undefined,
		]);
	});

	test('where it lets through, the rules after it are asked', () => {
		const {at} = made('rcpt: greylist 1 tries delay 1s', 'rcpt: 550 5.1.1 No such user');
		expect(at(rcpt)?.say).toMatch(/^450 /);
		expect(at(rcpt)).toEqual({say: '550 5.1.1 No such user', words: 'rcpt: 550 5.1.1 No such user'});
	});

	test('remembers ten thousand, and forgets the oldest first', () => {
		const {at} = made('rcpt: greylist 1 tries');
		const from = (n: number) => at({...rcpt, recipient: `${n}@example.com`});
		for (let n = 0; n < 10_001; n++) expect(from(n)).toBeDefined();
		expect(from(1)).toBeUndefined();
		expect(from(10_000)).toBeUndefined();
		expect(from(0)).toBeDefined();
	});
});

test('the words of a rule are bounded, and on one line', () => {
	const reply = Array.from({length: 7}, (_, n) => `550${n < 6 ? '-' : ' '}${'x'.repeat(400)}`).join('\n');
	const words = made(`rcpt: ${reply}`).at(rcpt)?.words ?? '';
	expect(words.length).toBeLessThan(310);
	expect(words).not.toMatch(/[\r\n]/);
});

test('what is well behaved does nothing wrong', () => {
	expect(wellBehaved.at(rcpt)).toBeUndefined();
	expect(wellBehaved.tls(rcpt)).toBeUndefined();
});

describe('the help', () => {
	test('has room on a terminal', () => {
		expect(Math.max(...misbehaviourHelp.split('\n').map(line => line.length))).toBeLessThanOrEqual(80);
	});

	test('shows rules that are rules', () => {
		const lines = misbehaviourHelp.split('\n');
		const examples = lines.flatMap(line => /^ {2}([a-z]+: .+?)(?: {2,}|$)/.exec(line)?.[1] ?? []);
		expect(examples.filter(text => !text.startsWith('seed:')).length).toBeGreaterThanOrEqual(10);
		for (const text of examples.filter(one => !one.startsWith('seed:')))
			expect(parseMisbehaviour([text])).toMatchObject({ok: true});
	});

	test('shows a file that is one', () => {
		const file = misbehaviourHelp.slice(misbehaviourHelp.indexOf('  seed:')).replaceAll(/^ {2}/gm, '');
		expect(readMisbehaviour(file, 'x.yaml')).toMatchObject({
			ok: true,
			value: {seed: 20_261_122, rules: {length: 5}},
		});
	});
});

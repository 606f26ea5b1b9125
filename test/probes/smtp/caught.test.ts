import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type Caught, type ReleaseMark, releaseOf} from '../../../source/probes/smtp/caught.ts';
import {eventually, probing, scripted, speaking} from './loopback.ts';

/** What a server keeps of what stood behind DATA (RFC 5321 section 4.5.2). */
const received = (octets: string): string =>
	octets
		.replace(/\.\r\n$/, '')
		.split('\r\n')
		.map(line => line.replace(/^\./, ''))
		.join('\r\n');

const mail = 'From: nas@home.test\r\nSubject: Your code 482913\r\n\r\n.\r\n..dots\r\n482913\r\n';

describe('a caught message', () => {
	test.each([
		['as it is', 'A: b\r\n\r\nc\r\n', 'A: b\r\n\r\nc\r\n.\r\n', 0],
		['dots', '.\r\n..\r\na.b\r\n', '..\r\n...\r\na.b\r\n.\r\n', 0],
		['bare line feeds', 'a\nb\n.\nc\r\n', 'a\r\nb\r\n..\r\nc\r\n.\r\n', 3],
		['bare carriage returns', 'a\r.\rb\r\r\n', 'a\r\n..\r\nb\r\n\r\n.\r\n', 3],
		['no last line end', 'a', 'a\r\n.\r\n', 1],
		['nothing', '', '.\r\n', 0],
		['NUL', '\0\r\n', '\0\r\n.\r\n', 0],
	])('%s', (_, before, after, lineEnds) => {
		const release = releaseOf(Buffer.from(before, 'latin1'));
		expect(release.octets.toString('latin1')).toBe(after);
		expect(release).toMatchObject({lineEnds, eightBit: false});
	});

	test('whatever it is, a server gets its octets, and the end of it only at its end', () => {
		const piece = fc.constantFrom('\r\n', '\r', '\n', '.', '\r\n.\r\n', '\n.\n', 'a', '\0', '\u00ff');
		fc.assert(
			fc.property(fc.array(piece, {maxLength: 40}), pieces => {
				const text = pieces.join('');
				const out = releaseOf(Buffer.from(text, 'latin1')).octets.toString('latin1');
				expect(out).not.toMatch(/[^\r]\n|\r[^\n]|\r$/);
				expect(`\r\n${out}`.indexOf('\r\n.\r\n')).toBe(`\r\n${out}`.length - 5);
				const whole = text.replaceAll(/\r\n|\r|\n/g, '\r\n');
				expect(received(out)).toBe(whole === '' || whole.endsWith('\r\n') ? whole : `${whole}\r\n`);
			}),
		);
	});
});

const handing = (
	port: number,
	octets: string | undefined,
	released?: Set<string>,
	more: Partial<Caught> = {},
) =>
	probing(port, {
		caught: async id =>
			id === 7 && octets !== undefined
				? {octets: Buffer.from(octets, 'latin1'), conceal: [], ...more}
				: undefined,
		...(released ? {released} : {}),
	});

describe('over the wire', () => {
	test('it goes out as it was caught, after everything that the test message comes after', async () => {
		const server = await scripted(speaking());
		const {ask, close} = handing(server.port, mail);
		const answer = await ask('accept', {caught: 7, tag: 't1'});
		expect(answer.stop).toBeUndefined();
		expect(answer.lineEnds).toBeUndefined();
		expect(answer.reply?.code).toBe(250);
		close();
		await server.idle();
		const [, sent = ''] =
			/^EHLO .*MAIL FROM:<nas@home.test>\r\nRCPT TO:<person@mailbox.test>\r\nDATA\r\n(.*)QUIT\r\n$/s.exec(
				server.heard(),
			) ?? [];
		expect(received(sent)).toBe(mail);
		const kept = JSON.stringify(answer);
		expect(kept).toContain(`(the caught message 7, ${sent.length} octets)`);
		expect(kept).not.toContain('482913');
		expect(kept).not.toContain(Buffer.from('482913').toString('base64'));
	});

	test('line ends that had to be changed are told', async () => {
		const server = await scripted(speaking());
		expect((await handing(server.port, 'A: b\n\nc\n').ask('accept', {caught: 7})).lineEnds).toBe(3);
	});

	test('it is never sent a second time, not over another connection either', async () => {
		const server = await scripted(speaking());
		const {ask} = handing(server.port, mail);
		await ask('accept', {caught: 7});
		const {stop} = await ask('accept', {caught: 7, dialogue: 'another'});
		expect(stop).toMatchObject({stage: 'accept', failure: {code: 'already-tried'}});
		expect(server.heard().match(/DATA/g)).toHaveLength(1);
	});

	test('nor by the probe of a later round, where one remembers for all', async () => {
		const server = await scripted(speaking());
		const released = new Set<string>();
		await handing(server.port, mail, released).ask('accept', {caught: 7});
		const {stop} = await handing(server.port, mail, released).ask('accept', {caught: 7});
		expect(stop).toMatchObject({stage: 'accept', failure: {code: 'already-tried'}});
	});

	test('one that was put off may be sent once more', async () => {
		const server = await scripted(speaking({message: '451 4.7.1 Later'}));
		const {ask} = handing(server.port, mail);
		expect((await ask('accept', {caught: 7})).stop?.reply?.code).toBe(451);
		expect((await ask('accept', {caught: 7, dialogue: 'another'})).stop?.reply?.code).toBe(451);
	});

	test('it does not use up the one test message, nor the other way round', async () => {
		const server = await scripted(speaking());
		const {ask} = handing(server.port, mail);
		expect((await ask('accept', {caught: 7})).stop).toBeUndefined();
		expect((await ask('accept')).stop).toBeUndefined();
	});

	test('one that is not kept is told before anybody is talked to', async () => {
		const server = await scripted(speaking());
		const {stop} = await handing(server.port, undefined).ask('accept', {caught: 7});
		expect(stop).toMatchObject({stage: 'connect', failure: {code: 'unreadable'}});
		expect((await probing(server.port).ask('accept', {caught: 7})).stop).toMatchObject({stage: 'connect'});
		expect(server.taken()).toBe(0);
	});

	test('8-bit octets go only where they are offered a way, and are announced', async () => {
		const wide = await scripted(speaking({EHLO: '250-x\n250 8BITMIME'}));
		await handing(wide.port, 'A: \u00fc\r\n').ask('accept', {caught: 7});
		expect(await eventually(() => wide.heard().includes('A: \u00fc\r\n.\r\n'))).toBe(true);
		expect(wide.heard()).toContain('MAIL FROM:<nas@home.test> BODY=8BITMIME\r\n');
		const narrow = await scripted(speaking());
		const {stop} = await handing(narrow.port, 'A: \u00fc\r\n').ask('accept', {caught: 7});
		expect(stop).toMatchObject({stage: 'sender', failure: {code: 'not-offered'}});
		expect(narrow.heard()).not.toContain('MAIL');
	});
});

describe('what a server quotes of it', () => {
	const code = '482915';
	const link = 'https://nas.home.test/reset?token=Zz81kk-QpR7w2&u=x9';
	const conceal = [code, '482 915', '482-915', link, 'Zz81kk-QpR7w2', 'x9Ab'];
	const secrets = [code, '482 915', '482-915', 'Zz81kk', 'QpR7w2', 'reset?token', 'x9Ab'];

	test.each([
		['whole', {message: `554 5.7.1 Rejected: ${code}, see ${link}`}],
		['in groups', {message: '554-5.7.1 Rejected: 482 915\n554 5.7.1 and 482-915'}],
		[
			'broken from line to line',
			{message: `554-5.7.1 ${link.slice(0, 38)}\n554 5.7.1 ${link.slice(38)} x9Ab`},
		],
		['without its scheme', {message: '554 5.7.1 nas.home.test/reset?token=Zz81kk-QpR7w2'}],
		['in base64', {message: `554 5.7.1 ${Buffer.from(`code ${code}!`).toString('base64')}`}],
		['rewritten', {message: `554 5.7.1 https://filter.test/?u=${encodeURIComponent(link)}`}],
		['before it was sent', {'RCPT TO': `550 5.7.1 ${code} ${link} was refused before`}],
		['with its greeting', {greeting: `554 5.7.1 ${code} ${link}`}],
		['as no reply at all', {message: `${code} ${link}`}],
	])('%s, is in nothing that is kept', async (_, script) => {
		const server = await scripted(speaking(script));
		const kept = JSON.stringify(
			await handing(server.port, mail, undefined, {conceal}).ask('accept', {caught: 7}),
		);
		for (const secret of secrets) {
			expect(kept).not.toContain(secret);
			expect(kept).not.toContain(Buffer.from(secret).toString('base64').replaceAll('=', '').slice(0, -1));
		}
		expect(kept).toContain('••••••');
	});

	test('what says nothing of it stays', async () => {
		const reply =
			'554 5.7.1 See https://support.provider.test/why and https://nas.home.test about resetting 482';
		const server = await scripted(speaking({message: reply}));
		const {stop} = await handing(server.port, mail, undefined, {conceal}).ask('accept', {caught: 7});
		expect(stop?.reply?.lines).toEqual([reply.slice(4)]);
	});
});

describe('the mark', () => {
	const marking = (before: string[] = []) => {
		const noted: string[] = [];
		const mark: ReleaseMark = {
			begin: host => noted.push(host) > 0 && before.length === 0,
			undo: () => void noted.push('undone'),
		};
		return {noted, mark};
	};

	test('is made before anything is sent, and once', async () => {
		const {noted, mark} = marking();
		let atData: readonly string[] = [];
		const server = await scripted(socket => {
			speaking()(socket);
			socket.on('data', chunk => {
				if (chunk.includes('DATA')) atData = [...noted];
			});
		});
		const {ask} = handing(server.port, mail, undefined, {mark});
		await ask('recipient', {caught: 7});
		expect(noted).toEqual([]);
		await ask('accept', {caught: 7});
		expect(atData).toEqual(['smtp.provider.test']);
		expect(noted).toEqual(['smtp.provider.test']);
	});

	test('that was made before keeps it from being sent', async () => {
		const server = await scripted(speaking());
		const {stop} = await handing(server.port, mail, undefined, marking(['before'])).ask('accept', {
			caught: 7,
		});
		expect(stop).toMatchObject({stage: 'accept', failure: {code: 'already-tried'}});
		expect(server.heard()).not.toContain('DATA');
	});

	test.each([
		['451 4.7.1 Later', ['smtp.provider.test', 'undone']],
		['554 5.7.1 Spam', ['smtp.provider.test']],
		['CLOSE', ['smtp.provider.test']],
	])('after %s', async (message, wanted) => {
		const {noted, mark} = marking();
		const server = await scripted(speaking(message === 'CLOSE' ? {DATA: message} : {message}));
		await handing(server.port, mail, undefined, {mark}).ask('accept', {caught: 7});
		expect(noted).toEqual(wanted);
	});

	test('that cannot be made keeps it from being sent as well', async () => {
		const mark: ReleaseMark = {
			begin() {
				throw new Error('the disk is full');
			},
			undo() {},
		};
		const server = await scripted(speaking());
		const {stop} = await handing(server.port, mail, undefined, {mark}).ask('accept', {caught: 7});
		expect(stop).toMatchObject({stage: 'accept', failure: {code: 'not-permitted'}});
		expect(stop?.failure?.detail).toContain('the disk is full');
		expect(server.heard()).not.toContain('DATA');
	});
});

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {challengeOf, plainRefusal} from '../../../source/core/explain/challenge.ts';
import {explainLines} from '../../../source/core/explain.ts';
import {explanationOf} from '../../../source/core/explanation.ts';
import {readTranscript} from '../../../source/core/transcript.ts';
import {base64, canary, secrets} from '../dialects.ts';

const refusal = (value: unknown) => base64(JSON.stringify(value));
const google = {status: '400', schemes: 'Bearer', scope: 'https://mail.google.com/'};

describe('what a server asks for with 334', () => {
	const asked: ReadonlyArray<readonly [challenge: string, means: string | undefined]> = [
		['VXNlcm5hbWU6', 'asks for the user name'],
		[base64('User Name\0'), 'asks for the user name'],
		['UGFzc3dvcmQ6', 'asks for the password'],
		['', undefined],
		[base64('go on'), undefined],
		[base64('{"challenge":1}'), undefined],
		[base64('{"status":'), undefined],
		[base64('["status"]'), undefined],
	];
	test.each(asked)('%s', (challenge, means) => {
		expect(challengeOf(challenge)?.means).toBe(means);
	});

	test('is a proof with CRAM-MD5, by its own form, or by the command where it is masked', () => {
		const proof = /challenge.*without sending it/;
		expect(challengeOf(base64('<1896.697170952@example.org>'))?.means).toMatch(proof);
		expect(challengeOf('••••••', 'AUTH CRAM-MD5')?.means).toMatch(proof);
		expect(challengeOf('', 'AUTH CRAM-MD5')).toBeUndefined();
		expect(challengeOf('••••••', 'AUTH NTLM')).toBeUndefined();
	});
});

describe('a token that is refused', () => {
	test('is told with its reason, its kind and its scope', () => {
		expect(challengeOf(refusal(google))).toEqual({
			means:
				'refuses the token, because it is expired, revoked, or not one for this account, or the request for the login is malformed (status 400); it takes tokens of the kind Bearer; the token has to be one for https://mail.google.com/',
			isRefusal: true,
			suspected: 'auth.oauth-expired',
		});
		expect(challengeOf(refusal({status: 401, schemes: 'bearer mac'}))).toEqual({
			means:
				'refuses the token, because it is expired, revoked, or not one for this account (status 401); it takes tokens of the kind bearer, mac',
			isRefusal: true,
			suspected: 'auth.oauth-expired',
		});
		expect(challengeOf(refusal({status: 'insufficient_scope', scope: 'mail.send'}))?.means).toBe(
			'refuses the token, because it does not allow sending mail (status insufficient_scope); the token has to be one for mail.send',
		);
		expect(challengeOf(refusal({status: 'odd'}))?.means).toBe('refuses the token (status odd)');
	});

	test('is told without what may be a token, a person or a control character', () => {
		for (const odd of [
			canary.token,
			`https://example.org/${canary.token}`,
			canary.user,
			'\u001B[2J',
			'x'.repeat(400),
		]) {
			const said = refusal({status: odd, schemes: odd, scope: odd});
			expect(challengeOf(said)).toEqual({means: 'refuses the token', isRefusal: true});
			expect(plainRefusal(said)).toBeUndefined();
		}
		expect(plainRefusal(refusal({...google, hint: 'x'}))).toBeUndefined();
		expect(plainRefusal(refusal({status: {deep: 'x'}}))).toBeUndefined();
	});

	test('is none for good when the server has a trouble of its own', () => {
		for (const status of ['500', 'temporarily_unavailable']) {
			const said = `S: 220 x\nC: AUTH XOAUTH2 x=\nS: 334 ${refusal({status})}`;
			expect(explainLines(readTranscript(said).lines, {replies: []})[2]).toMatchObject({
				tone: 'warning',
				means: `cannot judge the token at the moment (status ${status})`,
			});
		}
	});

	test('with a status that is the name of a property is told by that status alone', () => {
		expect(challengeOf(refusal({status: 'constructor'}))?.means).toBe(
			'refuses the token (status constructor)',
		);
	});

	test('is read where it is sent without base64 as well', () => {
		expect(challengeOf('{"status":"401"}')).toEqual(challengeOf(refusal({status: '401'})));
		expect(plainRefusal('{"status":"401"}')).toBe(refusal({status: '401'}));
	});

	test('may be shown when it is nothing but plain words, and is written anew', () => {
		expect(plainRefusal(refusal(google))).toBe(refusal(google));
		expect(plainRefusal(base64(`{"status":"${canary.token}", "status":"401"}`))).toBe(
			refusal({status: '401'}),
		);
	});

	const token = base64(`user=${canary.user}\u0001auth=Bearer ${canary.token}\u0001\u0001`);
	const login = (challenge: string) =>
		`S: 220 x\nC: AUTH XOAUTH2 ${token}\nS: 334 ${challenge}\nC: =\nS: 535 5.7.8 no`;

	test('stands out in a transcript, with what a healthy server says, and never shows the token', () => {
		const {lines} = readTranscript(login(refusal({...google, status: '401'})));
		const explained = explainLines(lines, {replies: []});
		expect(explained[2]).toMatchObject({
			tone: 'bad',
			stage: 'login',
			healthy: '235 2.7.0 Authentication successful',
			suspected: ['auth.oauth-expired'],
		});
		expect(explained[3]?.means).toContain('hidden');
		const echoed = explainLines(readTranscript(login(refusal({status: '401', scope: canary.token}))).lines, {
			replies: [],
		});
		expect(echoed[2]?.text).toBe('334 ••••••');
		for (const secret of secrets)
			for (const shown of [explained, echoed]) expect(JSON.stringify(shown)).not.toContain(secret);
	});

	test('is not the reply that decides when another one follows, and is when none does', () => {
		const explain = (text: string) =>
			explanationOf(readTranscript(text), {replies: [], causes: new Map(), providers: []}).facts;
		expect(explain(login(refusal(google)))).toMatchObject({result: 'refused', code: 535});
		const cut = login(refusal(google)).split('\n').slice(0, 3).join('\n');
		expect(explain(cut)).toMatchObject({result: 'refused', code: 334, stage: 'login'});
	});
});

test('an empty answer and a name that can be read are told as such', () => {
	const means = (text: string) =>
		explainLines(
			[
				{side: 'client', text: 'AUTH XOAUTH2 ••••••'},
				{side: 'server', text: `334 ${refusal(google)}`},
				{side: 'client', text},
			],
			{replies: []},
		)[2]?.means;
	expect(means('')).toBe('says nothing, so that the server ends the login');
	expect(means('bmFz')).toBe('answers the server’s question');
	expect(means('••••••')).toBe('answers the server’s question; the answer is hidden here');
});

test('whatever stands behind 334, the words are printable and short', () => {
	const member = fc.oneof(fc.string({unit: 'binary', maxLength: 100}), fc.integer(), fc.constant(null));
	const challenge = fc.oneof(
		fc.string({unit: 'binary', maxLength: 200}),
		fc.record({status: member, schemes: member, scope: member}).map(refusal),
	);
	fc.assert(
		fc.property(challenge, text => {
			const {means = ''} = challengeOf(text) ?? {};
			expect(means).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
			expect(means.length).toBeLessThan(1500);
		}),
		{numRuns: 300},
	);
});

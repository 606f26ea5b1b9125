import {fileURLToPath} from 'node:url';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {explanationOf} from '../../source/core/explanation.ts';
import {readTranscript} from '../../source/core/transcript.ts';
import {loadKnowledge} from '../../source/playbook/knowledge.ts';
import {explainedText} from '../../source/report/explain.ts';
import {widthOf} from '../../source/report/wrap.ts';

const {knowledge} = await loadKnowledge(fileURLToPath(new URL('../../playbooks', import.meta.url)));
if (!knowledge) throw new Error('the knowledge that is shipped has problems');

const report = (text: string) => explainedText(explanationOf(readTranscript(text), knowledge));

const dialogue = [
	'=== Connected to smtp.gmail.com.',
	'<-  220 smtp.gmail.com ESMTP x - gsmtp',
	' -> EHLO nas',
	'<-  250-smtp.gmail.com at your service',
	'<-  250-SIZE 35882577',
	'<-  250 STARTTLS',
	' -> STARTTLS',
	'<-  220 2.0.0 Ready to start TLS',
	'=== TLS started with cipher TLSv1.3:TLS_AES_256_GCM_SHA384:256',
	' ~> EHLO nas',
	'<~  250-smtp.gmail.com at your service',
	'<~  250-SIZE 35882577',
	'<~  250 AUTH LOGIN PLAIN',
	' ~> AUTH PLAIN AGtpbQBodW50ZXIyaHVudGVyMg==',
	'<~* 534-5.7.9 Application-specific password required. For more information, go to',
	'<~* 534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor x - gsmtp',
	'*** No authentication type succeeded',
	' ~> QUIT',
	'<~  221 2.0.0 closing connection x - gsmtp',
].join('\n');

test.each([
	['explain-dialogue', dialogue],
	[
		'explain-reply',
		'550-5.1.1 The email account that you tried to reach does not exist.\n550 5.1.1 Learn more',
	],
	['explain-unknown', '550 5.4.4 Blorb'],
	['explain-unsure', '535 Login incorrect'],
	[
		'explain-broken-off',
		`${dialogue.split('\n').slice(0, 8).join('\n')}\n*** TLS startup failed (connect(): error:certificate verify failed)`,
	],
	['explain-accepted', 'S: 220 mx.example.net\nC: QUIT\nS: 221 bye'],
	['explain-deferred', '450 4.2.0 <kim@example.net>: Recipient address rejected: Greylisted'],
])('%s reads as it should', async (name, text) => {
	await expect(report(text)).toMatchFileSnapshot(`golden/${name}.txt`);
});

test('what there was too much of is said to be cut', () => {
	expect(report('S: 250 x\n'.repeat(1001))).toContain('There was more than lostmail reads of one text.');
});

test('whatever was pasted, no line acts or is too long', () => {
	const line = fc.oneof(
		fc.string({unit: 'binary', maxLength: 400}),
		fc.constantFrom(
			'S: 220 x',
			'C: EHLO \u202Ex',
			'S: 250-x\nS: 250 X\u0007Y',
			'S: 550 5.1.1 no',
			'* Connection refused',
		),
	);
	fc.assert(
		fc.property(fc.array(line, {maxLength: 10}), lines => {
			for (const shown of report(lines.join('\n')).split('\n')) {
				expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
				expect(widthOf(shown), shown).toBeLessThanOrEqual(80);
				expect(shown).toBe(shown.trimEnd());
			}
		}),
		{numRuns: 200},
	);
});

import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Exchanger} from '../../source/checks/exchangers.ts';
import {faultWords, shortName, visit, visitFacts, visitLine} from '../../source/checks/visits.ts';
import type {Probes} from '../../source/core/probe.ts';
import {failed, success} from '../../source/core/result.ts';
import type {SmtpAnswer} from '../../source/core/smtp.ts';
import {certificate, passed, stopped, tls} from './said.ts';

const exchanger: Exchanger = {
	host: 'mx.a.test',
	preference: 10,
	state: 'living',
	ipv4: ['192.0.2.1'],
	ipv6: [],
	gaps: [],
	authenticated: false,
};

const visitWith = async (said: SmtpAnswer | undefined) => {
	const smtp: Probes['smtp'] = async () => (said ? success(said) : failed({code: 'offline'}));
	const [first] = await visit([exchanger], undefined, {
		probes: {smtp} as Probes,
		signal: new AbortController().signal,
	});
	if (!first) throw new Error('nobody was visited');
	return first;
};

test('what a server says cannot drive a terminal', async () => {
	await fc.assert(
		fc.asyncProperty(fc.string({unit: 'binary'}), async text => {
			const said = {code: 554, lines: [text]};
			for (const answer of [
				stopped('connect', said),
				stopped('connect', {code: 'malformed', detail: text}, {address: '192.0.2.1:25'}),
				passed('tls', {
					greeting: {code: 220, lines: [text]},
					tls: tls({chain: [certificate({issuer: text})]}),
				}),
				stopped('tls', 'untrusted', {
					tls: tls({fault: 'wrong-name', chain: [certificate({names: [`DNS:${text}`]})]}),
				}),
			]) {
				const seen = await visitWith(answer);
				const shown = [visitLine(seen), ...Object.values(visitFacts(seen)).map(String)].join('');
				expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
			}
		}),
		{numRuns: 100},
	);
});

test('a question that came to nothing says nothing about the server', async () => {
	expect(await visitWith(undefined)).toMatchObject({standing: 'not-asked', why: 'offline'});
});

test.each([
	["C=US, O=Let's Encrypt, CN=R11", 'R11'],
	['O=Some Authority, C=DE', 'Some Authority'],
	['C=DE', 'C=DE'],
	['', 'somebody unnamed'],
])('%j is called %s', (issuer, name) => {
	expect(shortName(issuer)).toBe(name);
});

test('a fault is told by the certificate that has it', () => {
	const chain = [certificate(), certificate({validTo: '2026-02-03T00:00:00.000Z'})];
	expect(faultWords(tls({chain, fault: 'expired'}))).toBe('certificate ended on 2026-02-03');
	const early = [certificate(), certificate({validFrom: '2027-02-03T00:00:00.000Z'})];
	expect(faultWords(tls({chain: early, fault: 'not-yet-valid'}))).toBe(
		'certificate valid only from 2027-02-03',
	);
	expect(faultWords(tls({fault: 'wrong-name'}))).toBe('certificate is for smtp.provider.test');
});

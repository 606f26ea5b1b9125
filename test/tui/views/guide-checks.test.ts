import {expect, test} from 'vitest';
import {checks} from '../../../source/checks/index.ts';
import {hops} from '../../../source/core/hop.ts';
import {plainCheck, plainChecks} from '../../../source/tui/views/guide-checks.ts';

test('every check has plain words, and no words are left over', () => {
	expect(plainChecks.toSorted()).toEqual(checks.map(({id}) => id).toSorted());
});

test('they need no knowledge of mail', () => {
	for (const check of [...plainChecks, 'no.such']) {
		const {now, whether} = plainCheck({check, hop: 'auth'});
		expect(`${now} ${whether}`, check).not.toMatch(
			/\b(?:SMTP|IMAP|MX|DNS|TLS|SSL|EHLO|DSN|SPF|DKIM|DMARC|envelope|relay|hop|greylist\w*)\b|[!.]$/i,
		);
		expect(now, check).toMatch(/^[A-Z][a-z]+ing\b/);
		expect(whether, check).toMatch(/^(?:whether|which|what|where)\b/);
	}
});

test('a check that nobody knows is told by the station of its hop', () => {
	for (const hop of hops) expect(plainCheck({check: 'no.such', hop}).now).not.toBe('');
	expect(plainCheck({check: 'no.such', hop: 'auth'}).now).toBe('Talking to the mail server');
});

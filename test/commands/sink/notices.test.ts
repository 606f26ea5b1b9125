import {expect, test} from 'vitest';
import {distrustAdvice, idleFaults, trustWords} from '../../../source/commands/sink/notices.ts';
import {sessionRows} from '../../../source/commands/sink/session-rows.ts';
import {parseMisbehaviour} from '../../../source/sink/misbehave.ts';
import {distrusting, session} from '../../tui/caught.ts';

test('a session that distrusts the certificate says how to trust it, and names its alert', () => {
	const trust = trustWords({store: '/tmp/b.db'});
	expect(trust).toContain('lostmail sink certificate --store /tmp/b.db prints as a CA on the device');
	const rows = sessionRows(distrusting(950), trust).join(' ').replaceAll(/\s+/g, ' ');
	expect(rows).toContain('its alert is unknown_ca; OpenSSL says: tlsv1 alert unknown ca');
	expect(rows).toContain('Trust the device does not trust this certificate: import what');
	expect(rows).toContain('or choose a port without encryption for this test');
});

test('who left without a reason may distrust it, and who delivered does not', () => {
	const left = session(950, {tls: {is: 'failed', fault: 'left', reason: 'closed'}, end: 'tls-failed'});
	expect(distrustAdvice(left, 'do so')).toBe('if the device does not trust this certificate: do so');
	expect(distrustAdvice(session(951, {messages: [1]}), 'do so')).toBeUndefined();
});

test('a rule for TLS on a sink without encryption never strikes', () => {
	const parsed = parseMisbehaviour(['tls: expired']);
	const faults = {rules: parsed.ok ? parsed.value : []};
	expect(idleFaults({faults, ports: [{port: 0, security: 'none'}]})).toHaveLength(1);
	expect(idleFaults({faults, ports: [{port: 0, security: 'starttls'}]})).toEqual([]);
});

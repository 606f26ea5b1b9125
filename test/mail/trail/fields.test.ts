import {expect, test} from 'vitest';
import {fieldsOf} from '../../../source/mail/trail/fields.ts';

const read = (...lines: readonly string[]) => fieldsOf(Buffer.from(lines.join('\r\n')));

test('what a filter wrote on lines of its own belongs to its field, though the blanks before it were lost', () => {
	expect(
		read(
			'X-Forefront-Antispam-Report:',
			'CIP:192.0.2.9;CTRY:DE;SCL:5;SFV:SPM;',
			'CAT:SPOOF;DIR:INB;',
			'X-Microsoft-Antispam-Mailbox-Delivery:',
			'ucf:0;jmr:0;auth:0;dest:J;ENG:(910001);',
			'Subject: x',
		),
	).toEqual([
		{name: 'x-forefront-antispam-report', value: 'CIP:192.0.2.9;CTRY:DE;SCL:5;SFV:SPM; CAT:SPOOF;DIR:INB;'},
		{name: 'x-microsoft-antispam-mailbox-delivery', value: 'ucf:0;jmr:0;auth:0;dest:J;ENG:(910001);'},
		{name: 'subject', value: 'x'},
	]);
});

test('a field without a blank behind its name stays one', () => {
	expect(read('Bcc:', 'From:a@example.org', 'X-Mailer:y', 'Foo:1', 'Bar:2').map(({name}) => name)).toEqual([
		'bcc',
		'from',
		'x-mailer',
		'foo',
		'bar',
	]);
});

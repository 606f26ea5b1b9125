import {z} from 'zod';
import {defineCheck, ok, unknown, warning} from '../../core/check.ts';
import {type SmtpSecurity, smtpSecurities} from '../../core/smtp.ts';
import {port} from '../../core/value.ts';

/** RFC 8314 section 3: 465 is TLS from the first byte, 587 is STARTTLS; 994 is 163's second implicit port. */
const usual = new Map<number, SmtpSecurity>([
	[465, 'implicit'],
	[994, 'implicit'],
	[587, 'starttls'],
	[2525, 'starttls'],
	[25, 'starttls'],
]);

/** As settings pages call it. */
const inWords: Readonly<Record<SmtpSecurity, string>> = {
	starttls: 'STARTTLS',
	implicit: 'SSL/TLS from the start',
	none: 'no encryption',
};

export default defineCheck({
	id: 'settings.port-tls',
	title: 'Port fits encryption',
	about: 'Compares the port with the kind of encryption that is usual there.',
	hop: 'settings',

	params: z.strictObject({
		port: port().optional().describe('The TCP port of the submission server.'),
		security: z.enum(smtpSecurities).optional().describe('starttls, implicit or none.'),
	}),

	findings: {
		fits: ok('Port {port} with {mode} is a usual pair.'),
		'likely-mismatch': warning('Port {port} usually takes {wanted}, and the device is set to {mode}.'),
		unencrypted: warning('Encryption is off: most providers refuse a login without it.'),
		'unusual-port': warning('Port {port} is not a usual submission port.'),
		'not-told': unknown('Nobody could read the port and the encryption.'),
	},

	async run({params: {port: number, security}, found}) {
		if (number === undefined || security === undefined) return found('not-told', {});
		const facts = {port: number, security, mode: inWords[security]};
		const expected = usual.get(number);
		if (security === 'none') return found('unencrypted', facts);
		if (expected === undefined) return found('unusual-port', facts);
		return expected === security
			? found('fits', facts)
			: found('likely-mismatch', {...facts, usual: expected, wanted: inWords[expected]});
	},
});

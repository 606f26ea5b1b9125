import {z} from 'zod';
import {defineCheck, ok, problem, unknown} from '../../core/check.ts';
import {text} from '../../core/value.ts';

/** What a device must have to send mail at all; an empty text means that the device's field is empty. */
const needed = {
	host: 'the server (SMTP host)',
	port: 'the port',
	security: 'the encryption',
	from: 'the sender address',
} as const;

export default defineCheck({
	id: 'settings.complete',
	title: 'Settings complete',
	about: 'Says whether the device has everything that sending mail needs.',
	hop: 'settings',

	params: z.strictObject({
		configured: z.enum(['yes', 'no']).optional().describe('Whether mail was ever set up on the device.'),
		host: text().optional().describe('The submission server.'),
		port: z.union([text(), z.number()]).optional().describe('Its TCP port.'),
		security: text().optional().describe('starttls, implicit or none.'),
		from: text().optional().describe('The sender address.'),
	}),

	findings: {
		complete: ok('Server, port, encryption and sender are all filled in.'),
		'not-set-up': problem('Mail was never set up on the device, or is switched off.'),
		incomplete: problem('The mail settings lack {missing}.'),
		'not-told': unknown('Nobody could read these mail settings: {untold}.'),
	},

	async run({params, found}) {
		if (params.configured === 'no') return found('not-set-up', {});
		const fields = Object.entries(needed) as Array<[keyof typeof needed, string]>;
		const missing = fields.filter(([field]) => params[field] === '');
		if (missing.length > 0) return found('incomplete', {missing: missing.map(([, name]) => name).join(', ')});
		const untold = fields.filter(([field]) => params[field] === undefined);
		if (untold.length > 0) return found('not-told', {untold: untold.map(([, name]) => name).join(', ')});
		return found('complete', {});
	},
});

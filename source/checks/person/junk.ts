import {z} from 'zod';
import {defineCheck, ok, problem, unknown} from '../../core/check.ts';
import {absenceOnly} from '../../core/path.ts';

export default defineCheck({
	id: 'person.junk',
	title: 'Junk folder',
	about: 'Takes from a person whether the code lies in the junk folder.',
	hop: 'mailbox',

	params: z.strictObject({
		junk: z.enum(['found', 'nothing', 'not-looked']).optional().describe('What the person saw there.'),
	}),

	findings: {
		'not-there': ok('The code is not in the junk folder.'),
		'in-junk': problem('The code arrived and lies in the junk folder.'),
		'not-looked': unknown('Nobody has looked into the junk folder yet.'),
	},

	async run({params: {junk}, found}) {
		if (junk === 'found') return found('in-junk', {});
		return junk === 'nothing' ? found('not-there', absenceOnly) : found('not-looked', {});
	},
});

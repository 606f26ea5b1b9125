import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, ok, problem, unknown, warning} from '../../core/check.ts';
import {doorFacts, doorOf, doorParams, look} from '../mailbox-door.ts';
import {fullest} from './quota/room.ts';

export default defineCheck({
	id: 'mailbox.quota',
	title: 'Room in the mailbox',
	about: 'Asks by IMAP how full the mailbox is (RFC 9208).',
	hop: 'mailbox',
	params: z.strictObject(doorParams),

	findings: {
		room: ok('The mailbox {user} has room: {filled}.'),
		'nearly-full': warning('The mailbox {user} is nearly full: {filled}.'),
		full: problem(
			'The mailbox {user} is full by its own count: {filled}. Many mail services let nothing new in then.',
		),
		untold: unknown('{host} does not tell how full the mailbox {user} is.'),
		'not-reached': unknown('The mailbox {user} at {host} could not be looked into: {failure}.'),
	},

	async run({params, found, probes, signal}) {
		const facts = doorFacts(params);
		const looked = await look({...doorOf(params), do: 'quota'}, {probes, signal});
		if (looked.is === 'shut')
			return found('not-reached', {...facts, failure: looked.failure, stopped: looked.code});
		const {quota = []} = looked.answer;
		const told = fullest(quota);
		if (!told) return found('untold', facts);
		const {code, lines, ...room} = told;
		return found(code, {...facts, ...room, ...advise({details: lines})});
	},
});

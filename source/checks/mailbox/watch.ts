import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, unknown} from '../../core/check.ts';
import {lasting} from '../../core/duration.ts';
import {waitMinutes} from '../../core/value.ts';
import {doorFacts, doorOf, doorParams} from '../mailbox-door.ts';
import {absenceLines, placeFindings, placeOf} from '../mailbox-place.ts';
import {isAllSearched, unsearchedWords} from '../mailbox-unsearched.ts';
import {waitFor} from '../mailbox-wait.ts';
import {searchFor, wantedParams} from '../mailbox-wanted.ts';

/** Seconds that a mail is looked back for that is known by its sender alone: it was asked for just now. */
const usual = 900;
export default defineCheck({
	id: 'mailbox.watch',
	title: 'Mail that comes',
	about: 'Waits until a mail comes into the mailbox, in whatever folder, by IMAP; changes nothing there.',
	hop: 'mailbox',
	params: z.strictObject({
		...doorParams,
		...wantedParams,
		'wait-minutes': waitMinutes()
			.optional()
			.describe('How long to wait, at most 30 minutes; 5 unless told otherwise.'),
	}),

	findings: {
		...placeFindings,
		'nothing-came': unknown(
			'{mail} did not come into the mailbox within {waited}: it is still on its way, was refused later, or was thrown away.',
		),
		'broken-off': unknown('The wait for it ended after {waited}, before anything came: {failure}.'),
		'nothing-wanted': unknown(
			'Nothing was waited for: neither a Message-ID, nor a sender, nor the tag of a test mail was told.',
		),
	},

	async run({params, found, ...reach}) {
		const facts = doorFacts(params);
		const search = searchFor(params, reach, usual);
		if (!search) return found('nothing-wanted', facts);
		const {mail, wanted} = search;
		const known = {...facts, mail, ...(wanted.since === undefined ? {} : {since: wanted.since})};
		const seconds = (params['wait-minutes'] ?? 5) * 60;
		const why = `${mail} in the mailbox ${facts.user}`;
		const end = await waitFor({door: doorOf(params), search, seconds, why}, reach);
		if (end.is === 'shut')
			return found('not-reached', {...known, failure: end.shut.failure, stopped: end.shut.code});
		const waited = {waited: lasting(end.waited), waitedSeconds: end.waited};
		if (end.is === 'broken-off')
			return found('broken-off', {...known, ...waited, failure: end.shut.failure, stopped: end.shut.code});
		const place = placeOf(end.answer, reach);
		if (place) return found(place.code, {...known, ...waited, ...place.facts});
		const details = advise({details: absenceLines(end.answer)});
		return isAllSearched(end.answer)
			? found('nothing-came', {...known, ...waited, ...details})
			: found('not-all-searched', {...known, ...waited, where: unsearchedWords(end.answer), ...details});
	},
});

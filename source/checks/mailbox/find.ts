import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, unknown} from '../../core/check.ts';
import {doorFacts, doorOf, doorParams, look} from '../mailbox-door.ts';
import {absenceLines, placeFindings, placeOf} from '../mailbox-place.ts';
import {isAllSearched, unsearchedWords} from '../mailbox-unsearched.ts';
import {searchFor, wantedParams} from '../mailbox-wanted.ts';

/** Seconds that a mail is looked back for that is known by its sender alone. */
const usual = 86_400;

export default defineCheck({
	id: 'mailbox.find',
	title: 'Mail in the mailbox',
	about: 'Looks for one mail in every folder of the mailbox by IMAP, and changes nothing there.',
	hop: 'mailbox',
	params: z.strictObject({...doorParams, ...wantedParams}),

	findings: {
		...placeFindings,
		nowhere: unknown(
			'{mail} is in no folder of the mailbox now, and all were searched: it is still on its way, was refused later, was removed for good, or another program fetched it (POP).',
		),
		'nothing-wanted': unknown(
			'Nothing was looked for: neither a Message-ID, nor a sender, nor the tag of a test mail was told.',
		),
	},

	async run({params, found, ...reach}) {
		const facts = doorFacts(params);
		const search = searchFor(params, reach, usual);
		if (!search) return found('nothing-wanted', facts);
		const {wanted, mail} = search;
		const known = {...facts, mail, ...(wanted.since === undefined ? {} : {since: wanted.since})};
		const looked = await look({...doorOf(params), do: 'find', wanted}, reach);
		const place = looked.answer && placeOf(looked.answer, reach);
		if (place) return found(place.code, {...known, ...place.facts});
		if (looked.is === 'shut')
			return found('not-reached', {...known, failure: looked.failure, stopped: looked.code});
		const details = advise({details: absenceLines(looked.answer)});
		return isAllSearched(looked.answer)
			? found('nowhere', {...known, ...details})
			: found('not-all-searched', {...known, where: unsearchedWords(looked.answer), ...details});
	},
});

import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, unknown} from '../../core/check.ts';
import type {ImapAnswer, ImapQuestion} from '../../core/imap.ts';
import {printable} from '../../core/printable.ts';
import {address} from '../../core/value.ts';
import {bounceFindings} from '../bounce.ts';
import {bouncedFinding} from '../bounce-finding.ts';
import {fitOf, type Sought} from '../bounce-fitting.ts';
import {doorFacts, doorOf, doorParams, look} from '../mailbox-door.ts';
import {isAllSearched, unsearchedLines, unsearchedWords} from '../mailbox-unsearched.ts';
import {beginningOf, wantedParams} from '../mailbox-wanted.ts';

export default defineCheck({
	id: 'mailbox.bounce',
	title: 'Bounces',
	about:
		'Looks for a bounce where bounces go, in the mailbox of the address that the device sends from, by IMAP and without changing anything.',
	hop: 'mx',

	params: z.strictObject({
		...doorParams,
		host: doorParams.host.describe('The IMAP server of the mailbox that the device sends from.'),
		user: doorParams.user.describe('The login name of the mailbox that the device sends from.'),
		to: address().optional().describe('Whom the mail with the code was for.'),
		'message-id': wantedParams['message-id'].describe('The Message-ID of the mail that may have come back.'),
		tag: wantedParams.tag,
		since: wantedParams.since.describe(
			'What came earlier is not looked at: a day, a time, or how long ago (90s, 30m, 2h, 3d); with only `to`, a day ago unless told otherwise.',
		),
	}),

	findings: {
		...bounceFindings,
		'not-identified': unknown(
			'A bounce lies in the mailbox {user} that may be about the mail for {to}, and does not tell which mail came back, so it may be another one: {reply}',
		),
		// One may come for days, and the mailbox may not be the one that bounces go to.
		none: unknown(
			'No bounce of the mail has come back to {user} so far, though the whole mailbox was searched; that does not prove that nobody refused it.',
		),
		'not-all-searched': unknown(
			'No bounce of the mail was found in the mailbox {user}, but not all of it could be searched: {where}.',
		),
		'not-reached': unknown('The mailbox {user} could not be looked into: {failure}.'),
		refused: unknown('{host} does not let us look into the mailbox {user}: {failure}.'),
	},

	async run({params, found, ...reach}) {
		const facts = doorFacts(params);
		const {tag, to, 'message-id': messageId} = params;
		const sought: Sought = {to, messageId, tag: tag === 'this-run' ? reach.tag : tag};
		const looked = await look(questionFor(params, sought, reach.startedAt), reach);
		const fitting = looked.answer ? fittingIn(looked.answer, sought) : [];
		const [newest, ...others] = fitting;
		if (newest) {
			const {code: own, facts: told} = bouncedFinding(newest.recipient, newest.bounce, reach.replies);
			const isSought = [to, sought.messageId, sought.tag].some(one => one !== undefined);
			const isSure = newest.sure && isSought;
			const code = isSure ? own : 'not-identified';
			const {details = []} = told as {readonly details?: readonly string[]};
			const lines = [`Found in: ${printable(newest.folder)}, ${newest.at}`, ...details, ...alsoLines(others)];
			const notice = isSure ? [] : ['It does not tell that it is this mail which came back.'];
			return found(code, {...facts, ...told, ...advise({details: [...lines, ...notice]})});
		}
		if (looked.is === 'shut')
			return found(looked.words === undefined ? 'not-reached' : 'refused', {
				...facts,
				failure: looked.failure,
				stopped: looked.code,
			});
		return isAllSearched(looked.answer)
			? found('none', facts)
			: found('not-all-searched', {
					...facts,
					where: unsearchedWords(looked.answer),
					...advise({details: unsearchedLines(looked.answer)}),
				});
	},
});

type Params = Parameters<typeof doorOf>[0] & {readonly since?: string | undefined};

/** Milliseconds within which a bounce that only names the recipient is taken for one of this mail. */
const usual = 86_400_000;

const questionFor = (params: Params, {to, messageId, tag}: Sought, now: number): ImapQuestion => {
	const byRecipientAlone = to !== undefined && messageId === undefined && tag === undefined;
	const given = params.since === undefined ? undefined : beginningOf(params.since, now);
	const begins = given ?? (byRecipientAlone ? now - usual : undefined);
	const isDate = begins !== undefined && begins >= 0 && begins <= 8.64e15;
	return {
		...doorOf(params),
		do: 'bounces',
		about: {
			...(messageId === undefined ? {} : {messageId}),
			...(tag === undefined ? {} : {tag}),
			...(to === undefined ? {} : {to}),
		},
		...(isDate ? {since: new Date(begins).toISOString()} : {}),
	};
};

/** Bounces of the mail: those that quote it before those that only name its recipient, and of each the latest first. */
const fittingIn = ({bounces = []}: ImapAnswer, sought: Sought) => {
	const fitting = bounces
		.slice(0, 20)
		.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at) || 0)
		.flatMap(({bounce, at, folder}) => {
			const fit = fitOf(bounce, sought);
			return fit.is === 'fits' ? [{...fit, bounce, at, folder: folder.path}] : [];
		});
	return [...fitting.filter(({sure}) => sure), ...fitting.filter(({sure}) => !sure)];
};

const alsoLines = (others: ReturnType<typeof fittingIn>): readonly string[] =>
	others
		.slice(0, 10)
		.map(({recipient: {address: to, action, words = ''}, at}) =>
			printable(
				`Another one, ${at}: ${to || 'nobody named'} ${action}${words === '' ? '' : `, ${words}`}`.slice(
					0,
					500,
				),
			),
		);

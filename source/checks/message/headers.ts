import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, ok, problem, unknown, warning} from '../../core/check.ts';
import {weighed} from '../../core/explanation/weighed.ts';
import {inWords} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import {address, filePath} from '../../core/value.ts';
import {detailsOf} from './headers/details.ts';
import {verdictFacts, wayFacts} from './headers/facts.ts';

export default defineCheck({
	id: 'message.headers',
	title: 'Header of the message',
	about: 'Reads out of the header of a received message what filters and servers on its way wrote about it.',
	hop: 'filter',

	params: z.strictObject({
		file: filePath().describe('The file of a message as it was received, or of its header alone.'),
		address: address()
			.optional()
			.describe('Whose mailbox it lay in, so that a forwarding is told from its end.'),
	}),

	findings: {
		clean: ok('{by} let the message through, and nothing in its header speaks against it. {words}'),
		malware: problem('{by} takes the message for dangerous. {words}'),
		phishing: problem('{by} takes the message for phishing. {words}'),
		quarantined: problem('{by} held the message back. {words}'),
		'junk-folder': problem('{by} put the message into the junk folder. {words}'),
		'other-folder': problem('{by} did not leave the message in the inbox. {words}'),
		junk: problem('{by} takes the message for junk. {words}'),
		'forwarding-broke': problem(
			'The message was forwarded, and that broke its authentication ({broke}): {by} found the sender {domain} unconfirmed. {words}',
		),
		'dmarc-failed': problem('{by} found the sender {domain} unconfirmed: DMARC failed. {words}'),
		'spf-failed': problem(
			'{by} found that the server which sent the message may not send for {domain}: SPF failed, and DMARC with it. {words}',
		),
		'dkim-failed': problem(
			'{by} found that the DKIM signature of {domain} does not hold, and DMARC failed with it. {words}',
		),
		bulk: warning('{by} takes the message for bulk mail, which some mailboxes put aside. {words}'),
		suspicious: warning('{by} has doubts about the message. {words}'),
		unauthenticated: warning(
			'{by} could not confirm that the message is from {domain}, which by itself need not stop it. {words}',
		),
		slow: warning('The message took {took} from {before} to {server}, which is longer than most codes live.'),
		'future-date': warning('The message is dated in the future. {words}'),
		'past-date': warning('The message is dated in the past. {words}'),
		untold: unknown('No field of the header says whether a filter let the message through. {words}'),
		'no-file': unknown('The header of {file} could not be read: {failure}.'),
	},

	async run({params, found, probes, signal, filterRules}) {
		const read = await probes.message({file: params.file, want: 'trail'}, signal);
		const file = printable(params.file);
		if (!read.ok) return found('no-file', {file, failure: inWords(read.failure)});
		const {trail} = read.value;
		if (!trail) return found('no-file', {file, failure: 'nothing was told of its way'});
		const told = weighed(trail);
		const facts = {
			file,
			...wayFacts(trail, params.address),
			...advise({details: detailsOf(trail, filterRules)}),
		};
		switch (told.code) {
			case 'slow': {
				const {took, seconds, before, server} = told;
				return found(told.code, {...facts, took, seconds, before, server});
			}
			case 'future-date':
			case 'past-date':
			case 'untold':
				return found(told.code, {...facts, words: told.words});
			case 'forwarding-broke':
			case 'dmarc-failed':
			case 'spf-failed':
			case 'dkim-failed':
			case 'unauthenticated': {
				const {by, domain, broke, words} = told;
				return found(told.code, {...facts, by, domain, broke, words, reply: words});
			}
			case 'malware':
			case 'phishing':
			case 'quarantined':
			case 'junk-folder':
			case 'other-folder':
			case 'junk':
			case 'bulk':
			case 'suspicious':
			case 'clean': {
				const {by, words, verdict} = told;
				return found(told.code, {...facts, by, words, ...verdictFacts(verdict)});
			}
		}
	},
});

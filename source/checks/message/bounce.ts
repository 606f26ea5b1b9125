import {z} from 'zod';
import {defineCheck, unknown} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import {address, filePath, text} from '../../core/value.ts';
import {bounceFindings} from '../bounce.ts';
import {bouncedFinding} from '../bounce-finding.ts';
import {fitOf} from '../bounce-fitting.ts';

export default defineCheck({
	id: 'message.bounce',
	title: 'Bounce',
	about: 'Reads a mail that came back and says who refused which mail, for whom and in which words.',
	hop: 'mx',

	params: z.strictObject({
		file: filePath().describe('The file of the mail that came back, as it was received.'),
		to: address().optional().describe('Whom the mail with the code was for.'),
		'message-id': text().min(1).optional().describe('The Message-ID of the mail that may have come back.'),
	}),

	findings: {
		...bounceFindings,
		'not-identified': unknown(
			'{file} is a bounce, and it does not tell whether the mail that came back was the one for {to}: {reply}',
		),
		'no-bounce': unknown('{file} does not say what became of another mail.'),
		'other-mail': unknown('{file} is a bounce of another mail: {which}.'),
		unreadable: unknown('{file} could not be read: {failure}.'),
	},

	async run({params: {file: name, to, 'message-id': messageId}, found, probes, replies, signal}) {
		const file = printable(name);
		const result = await probes.message({file: name, want: 'bounce'}, signal);
		if (!result.ok) return found('unreadable', {file, failure: inWords(result.failure)});
		const {bounce} = result.value;
		if (!bounce) return found('no-bounce', {file});
		const fit = fitOf(bounce, {to, messageId});
		if (fit.is === 'other') return found('other-mail', {file, which: fit.which});
		const {code, facts} = bouncedFinding(fit.recipient, bounce, replies);
		// Whoever sent it logged in by that name, as far as a bounce tells.
		return found(fit.sure ? code : 'not-identified', {...facts, user: facts['from'], file});
	},
});

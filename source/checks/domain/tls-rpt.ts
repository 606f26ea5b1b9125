import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, ok, unknown, warning} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import {domainOrAddress} from '../../core/value.ts';
import {mendedTlsRpt, readTlsRptRecord, tlsRptVersion} from '../../mail/tls-rpt-record.ts';
import {almostOfVersion, ofVersion} from '../../mail/version-record.ts';
import {listed} from '../exchangers.ts';
import {heldIn, ownerOf, shownText, shownTxt} from '../published.ts';

export default defineCheck({
	id: 'domain.tls-rpt',
	title: 'TLS reports',
	about: 'Says whether a domain asks senders for reports on encrypted delivery (TLS-RPT).',
	hop: 'mx',

	params: z.strictObject({domain: domainOrAddress().describe('The domain, or an address in it.')}),

	findings: {
		published: ok('{domain} asks for reports on encrypted delivery at {addresses}.'),
		'not-published': ok('{domain} asks for no reports on encrypted delivery; they are optional (RFC 8460).'),
		malformed: warning('The TLS-RPT record at {name} is not usable, because of its field {tag}: {why}.'),
		'several-records': warning('{name} holds {count} TLS-RPT records, and senders then take it for none.'),
		unanswered: unknown('DNS gave no usable answer about {name}: {failure}.'),
	},

	async run({params, probes, signal, found}) {
		const domain = params.domain.replace(/\.$/, '');
		const name = `_smtp._tls.${domain}`;
		const held = heldIn(await probes.dns({name, type: 'TXT'}, signal));
		if (held.is === 'open') return found('unanswered', {domain, name, failure: inWords(held.failure)});
		if (held.is === 'absent') return found('not-published', {domain, name});

		const owner = ownerOf(name, held);
		const record = held.texts.slice(0, mostShown).map(text => shownTxt(owner, text));
		const records = ofVersion(tlsRptVersion, held.texts);
		const repair = (texts: readonly string[]) =>
			advise({
				record,
				rfc: 'RFC 8460 section 3',
				publish: [shownTxt(owner, repaired(domain, texts))],
				who: 'domain-owner',
			});
		if (records.length > 1)
			return found('several-records', {domain, name, count: records.length, ...repair(records)});
		const [text = almostOfVersion(tlsRptVersion, held.texts)[0]] = records;
		if (text === undefined) return found('not-published', {domain, name, ...advise({record})});
		const read = readTlsRptRecord(text);
		return read.is === 'record'
			? found('published', {domain, name, addresses: listed(read.rua.map(shownText)), ...advise({record})})
			: found('malformed', {
					domain,
					name,
					tag: shownText(read.tag),
					why: shownText(read.why),
					...repair([text]),
				});
	},
});

/** Records that are shown. */
const mostShown = 10;

/** The first record that is right or can be mended; else one for the mailbox that every domain has (RFC 5321 section 4.5.1). */
const repaired = (domain: string, texts: readonly string[]): string =>
	texts.find(text => readTlsRptRecord(text).is === 'record') ??
	texts.map(mendedTlsRpt).find(text => text !== undefined) ??
	`v=${tlsRptVersion}; rua=mailto:postmaster@${domain}`;

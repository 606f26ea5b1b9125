import {quoted, shown} from '../words.ts';
import {type Fields, named, type Product, type Said} from './product.ts';

/** That a message was looked at for viruses says nothing about spam, so X-Virus-Scanned alone lets nothing through. */
export const amavis: Product = {
	name: 'amavis',
	source:
		'https://www.ijs.si/software/amavisd/ (X-Amavis-Alert, X-Virus-Scanned, X-Quarantine-ID); values: seen',
	owns: named('X-Virus-Scanned', 'X-Amavis-*', 'X-Quarantine-ID', 'X-Virus-Status'),
	read: fields => {
		const host = scannerIn(fields);
		return saidBy(fields).map(said => ({...(host === undefined ? {} : {host}), ...said}));
	},
};

/** The host, or the domain, of `Debian amavisd-new at example.org` and `clamav-milter 1.0.7 at mail.example.org`. */
export const scannerIn = (fields: Fields): string | undefined =>
	/\b(?:at|on) ([\w.-]{1,255})$/.exec(fields.first('X-Virus-Scanned') ?? '')?.[1];

const saidBy = (fields: Fields): readonly Said[] => {
	const alert = fields.first('X-Amavis-Alert');
	const scanned = fields.first('X-Virus-Scanned');
	const status = fields.first('X-Virus-Status');
	return [
		...(alert === undefined ? [] : [fromAlert(alert)]),
		...(status === undefined ? [] : [fromStatus(status)]),
		...(fields.first('X-Quarantine-ID') === undefined || alert !== undefined
			? []
			: [
					{
						field: 'X-Quarantine-ID',
						judgement: 'suspicious' as const,
						says: 'A copy of it was put into quarantine.',
					},
				]),
		...(scanned === undefined || alert !== undefined || status !== undefined
			? []
			: [
					{
						by: /amavis/i.test(scanned) ? 'amavis' : 'A virus scanner',
						field: 'X-Virus-Scanned',
						judgement: 'unsaid' as const,
						says: `It was looked at for viruses and passed on: ${shown(scanned, 100)}.`,
					},
				]),
	];
};

const fromAlert = (alert: string): Said => {
	const field = 'X-Amavis-Alert';
	// A header field may be quoted behind it.
	const words = quoted(alert.split(/\b(?:subject|header field)\b/i, 1)[0] ?? '');
	if (/^INFECTED/i.test(alert)) return {field, judgement: 'malware', says: `It holds a virus: ${words}.`};
	if (/^BANNED/i.test(alert))
		return {field, judgement: 'suspicious', says: `It holds something that is not allowed there: ${words}.`};
	if (/^(?:SPAM|HIGHSPAM)/i.test(alert)) return {field, judgement: 'junk', says: `It is spam: ${words}.`};
	if (/^BAD HEADER/i.test(alert))
		return {field, judgement: 'suspicious', says: `Its header is not as it should be: ${words}.`};
	return {field, judgement: 'unsaid', says: `X-Amavis-Alert says: ${words}.`};
};

const fromStatus = (status: string): Said => {
	const field = 'X-Virus-Status';
	if (/^(?:infected|yes)\b/i.test(status))
		return {by: 'A virus scanner', field, judgement: 'malware', says: `It holds a virus: ${shown(status)}.`};
	return {
		by: 'A virus scanner',
		field,
		judgement: 'unsaid',
		says: `It was looked at for viruses: ${shown(status, 60)}.`,
	};
};

import type {HeaderField, Judged, Trail} from '../../core/trail.ts';
import {shown} from './words.ts';

const mostRecipients = 20;
const methods = ['spf', 'dkim', 'dmarc'] as const;
type Method = (typeof methods)[number];

const names: Readonly<Record<Method, string>> = {spf: 'SPF', dkim: 'DKIM', dmarc: 'DMARC'};

/** Who passed the message on, by what forwarders write, and what of its authentication did not survive that. */
export const forwardingOf = (
	header: readonly HeaderField[],
	judged: readonly Judged[],
): Trail['forwarded'] => {
	const broke = methods.filter(method => isBroken(judged, method));
	const signs = signsIn(header);
	const chain = judged.filter(({arc, earlier}) => arc !== undefined && earlier);
	if (!signs && (chain.length === 0 || broke.length === 0)) return undefined;
	const by = signs?.by ?? chain.at(-1)?.by;
	const to = signs?.to;
	return {
		...(by === undefined ? {} : {by}),
		...(to === undefined ? {} : {to}),
		broke,
		says: sentence({by, to, broke, judged}),
	};
};

/** A check passed for somebody before, and for the last receiver it failed and never passed. */
const isBroken = (judged: readonly Judged[], method: Method): boolean => {
	const of = judged.filter(one => one.method === method);
	const last = of.filter(({earlier}) => !earlier);
	return (
		of.some(({earlier, result}) => earlier && result === 'pass') &&
		last.some(({result}) => /^(?:fail|softfail|hardfail)$/.test(result)) &&
		!last.some(({result}) => result === 'pass')
	);
};

type Signs = {readonly by?: string; readonly to?: string};

const signsIn = (header: readonly HeaderField[]): Signs | undefined => {
	const first = (name: string) => header.find(field => field.name === name)?.value;
	const [to, by] = [addressesIn(first('x-forwarded-to')), addressesIn(first('x-forwarded-for'))];
	if (to.length > 0 || by.length > 0) return both(by[0], to[0] ?? by.at(-1));
	if (first('x-forwarded-encrypted') !== undefined) return {};
	const resent = addressesIn(first('resent-from') ?? first('resent-sender'));
	if (resent.length > 0) return both(resent[0], addressesIn(first('resent-to'))[0]);
	const rewritten = rewriterOf(first('return-path'));
	const delivered = recipientsIn(header);
	const [last, before] = [delivered[0], delivered.at(-1)];
	if (delivered.length > 1) return both(before, last);
	return rewritten === undefined ? undefined : both(rewritten, last);
};

const both = (by: string | undefined, to: string | undefined): Signs => ({
	...(by === undefined ? {} : {by: shown(by, 320)}),
	...(to === undefined || to === by ? {} : {to: shown(to, 320)}),
});

const addressesIn = (value: string | undefined): readonly string[] =>
	(value ?? '')
		.slice(0, 2000)
		.split(/[\s,;<>]+/)
		.slice(0, 50)
		.filter(word => /^[^@\s]{1,64}@[^@\s]{1,255}$/.test(word))
		.slice(0, mostRecipients);

/** Who rewrote the envelope sender: SRS0 and SRS1, and the form of Gmail. BATV (`prvs=`) only signs what is one's own. */
const rewriterOf = (path: string | undefined): string | undefined => {
	const address = addressesIn(path)[0] ?? '';
	const domain = address.slice(address.lastIndexOf('@') + 1);
	return /^srs[01][+=-]/i.test(address) || /\+caf_=/i.test(address) ? domain : undefined;
};

/** Mailboxes that it was delivered to, the last first: each one once, and no Delivered-To of mailing lists or sub-addresses. */
const recipientsIn = (header: readonly HeaderField[]): readonly string[] => {
	const all = header
		.filter(({name}) => name === 'delivered-to')
		.slice(0, mostRecipients)
		.flatMap(({value}) => addressesIn(value).slice(0, 1))
		.filter(address => !/^mailing list/i.test(address));
	const plain = (address: string) => address.toLowerCase().replace(/\+[^@]*(?=@)/, '');
	return all.filter((address, index) => all.findIndex(other => plain(other) === plain(address)) === index);
};

const sentence = ({
	by,
	to,
	broke,
	judged,
}: {
	readonly by: string | undefined;
	readonly to: string | undefined;
	readonly broke: readonly Method[];
	readonly judged: readonly Judged[];
}): string => {
	const way = `The message was passed on${by === undefined ? '' : ` by ${by}`}${to === undefined ? '' : ` to ${to}`}`;
	if (broke.length === 0) return `${way}, and no check is known to have failed for it.`;
	const passed = judged.find(
		({earlier, method, result}) => earlier && method === broke[0] && result === 'pass',
	);
	const failed = broke.map(method => names[method]).join(' and ');
	const why = broke.includes('spf')
		? ' SPF asks for the server that hands a message over, and that is the forwarder now.'
		: ' A forwarder that changes a message breaks its signature.';
	const saved = judged.some(
		({earlier, method, result}) => !earlier && method === 'dmarc' && result === 'pass',
	);
	return `${way}: ${failed} passed for ${passed?.by ?? 'the first receiver'} and failed for the last one.${why}${saved ? ' DMARC passes all the same.' : ''}`;
};

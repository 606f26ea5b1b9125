import type {HeaderField, Judged} from '../../core/trail.ts';
import {isSameHouse, type Place, type Receiver} from './receiver.ts';
import {domainOf, type Resinfo, readReceivedSpf, readResults} from './results.ts';
import {shown} from './words.ts';

const most = 100;

const methods = ['spf', 'dkim', 'dmarc', 'arc', 'compauth'] as const;
const methodOf = (name: string): Judged['method'] | undefined => methods.find(method => method === name);

/** Which property says about whom a method was asked, the best first. */
const about: Readonly<Record<Judged['method'], readonly string[]>> = {
	spf: ['smtp.mailfrom', 'smtp.mail', 'smtp.helo'],
	dkim: ['header.d', 'header.i'],
	dmarc: ['header.from'],
	arc: ['header.d'],
	compauth: [],
};

/**
 * Who judged the authentication of a message, and how, topmost first: Authentication-Results, the same of ARC sets, and
 * Received-SPF. What says again what another field of the same side says is left out. What the last receiver did not write
 * is `earlier`.
 */
export const judgedOf = (header: readonly HeaderField[], receiver: Receiver): readonly Judged[] => {
	const told = header
		.flatMap(({name, value}, index) => {
			const field = fieldNames.find(one => one === name);
			return field ? [{field, value, index}] : [];
		})
		.slice(0, most)
		.flatMap(({field, value, index}) =>
			draftedFrom(field, value, receiver.placeOf(index), receiver).map(one => ({...one, index})),
		)
		.slice(0, most)
		.map(overruled);
	const says = (judged: Judged, method?: Judged['method']): boolean =>
		told.some(
			({field, judged: other}) =>
				field === 'authentication-results' &&
				other.earlier === judged.earlier &&
				(method === undefined || other.method === method),
		);
	return told.flatMap(({field, judged}) => {
		const isRepeated =
			(field === 'received-spf' && says(judged, 'spf')) ||
			(field === 'arc-authentication-results' && !judged.earlier && says(judged));
		return isRepeated ? [] : [judged];
	});
};

/** Of two fields that say something of one method as the last receiver, the lower one is of an earlier pass, or forged. */
const overruled = (one: Placed, _: number, all: readonly Placed[]): Placed => {
	const {field, judged, index} = one;
	const isOver = ({field: above, judged: other, index: at}: Placed): boolean =>
		above === field && at < index && other.method === judged.method && !other.earlier;
	if (field !== 'authentication-results' || judged.earlier || !all.some(isOver)) return one;
	const note =
		'a field above it by the last receiver says this already, so it is forged or of an earlier pass';
	return {
		...one,
		judged: {...judged, earlier: true, detail: [judged.detail, note].filter(Boolean).join('; ')},
	};
};

const fieldNames = ['authentication-results', 'arc-authentication-results', 'received-spf'] as const;

/** A result, and the field that it stands in. */
type Drafted = {readonly field: (typeof fieldNames)[number]; readonly judged: Judged};
type Placed = Drafted & {readonly index: number};

const draftedFrom = (
	field: Drafted['field'],
	value: string,
	place: Place,
	receiver: Receiver,
): readonly Drafted[] =>
	(field === 'received-spf'
		? fromSpf(value, place, receiver)
		: fromResults(field, value, place, receiver)
	).map(judged => ({field, judged}));

const fromResults = (
	field: Drafted['field'],
	value: string,
	place: Place,
	receiver: Receiver,
): readonly Judged[] => {
	const {by, instance, results} = readResults(value);
	const standing = standingOf(by, place, receiver);
	return results.flatMap(info => {
		const method = methodOf(info.method);
		if (!method) return [];
		const domain = about[method]
			.map(name => domainOf(info.properties.get(name)))
			.find(name => name !== undefined && name !== 'none');
		const detail = [...detailsIn(info), ...(standing.note ? [standing.note] : [])].join('; ');
		const asks = method === 'dmarc' ? askedFor(info) : undefined;
		return [
			{
				by: nameOf(by, receiver, standing.earlier),
				...(field === 'arc-authentication-results' ? {arc: instance ?? 0} : {}),
				method,
				result: shown(info.result, 40),
				...(domain === undefined ? {} : {domain: shown(domain, 255)}),
				...(detail === '' ? {} : {detail}),
				...(asks === undefined ? {} : {asks}),
				...(standing.earlier ? {earlier: true as const} : {}),
			},
		];
	});
};

const fromSpf = (value: string, place: Place, receiver: Receiver): readonly Judged[] => {
	const read = readReceivedSpf(value);
	if (!read) return [];
	const {earlier, note} = standingOf(read.by, place, receiver);
	const detail = [...(read.comment ? [shown(read.comment)] : []), ...(note ? [note] : [])].join('; ');
	return [
		{
			by: nameOf(read.by, receiver, earlier),
			method: 'spf',
			result: read.result,
			...(read.domain === undefined ? {} : {domain: shown(read.domain, 255)}),
			...(detail === '' ? {} : {detail}),
			...(earlier ? {earlier: true as const} : {}),
		},
	];
};

/** Microsoft names nobody in its results. */
const nameOf = (by: string, {house}: Receiver, earlier: boolean): string => {
	if (by !== '') return shown(by, 255);
	if (earlier || house === undefined) return 'a server that it does not name';
	return house === 'microsoft-365' ? 'Microsoft 365' : shown(house, 255);
};

/** Whether the last receiver wrote it, and what is to be said of one that only pretends to be by it. */
const standingOf = (
	by: string,
	place: Place,
	{house, isOwn}: Receiver,
): {readonly earlier: boolean; readonly note?: string} => {
	if (place === 'own') return {earlier: false};
	const isFitting = isOwn(by) || house === undefined || (by === '' && isSameHouse(house, 'microsoft-365'));
	if (place === 'edge' && isFitting) return {earlier: false};
	if (isOwn(by))
		return {
			earlier: true,
			note: 'it bears the name of the last receiver but stands below the stamp of another server, so it is forged or of an earlier pass',
		};
	return {earlier: true};
};

const detailsIn = ({comment, properties}: Resinfo): readonly string[] => [
	...(comment === undefined ? [] : [shown(comment)]),
	...['action', 'reason', 'policy.dmarc', 'policy.published-domain-policy']
		.filter(name => properties.has(name))
		.map(name => shown(`${name}=${properties.get(name)}`, 60)),
];

/** What Gmail and OpenDMARC call `dis`, Microsoft `action` and Fastmail a disposition, before what the domain asks for. */
const askedFor = ({comment = '', properties}: Resinfo): Judged['asks'] => {
	const named = (pattern: RegExp): string | undefined => pattern.exec(comment)?.[1];
	const done =
		named(/\bdis=([a-z]{1,20})/i) ??
		properties.get('policy.applied-disposition') ??
		properties.get('action') ??
		named(/\baction=([a-z]{1,20})/i);
	const asked =
		named(/(?<![a-z])(?:p|policy)=([a-z]{1,20})/i) ??
		properties.get('policy.dmarc') ??
		properties.get('policy.published-domain-policy');
	const word = (done ?? asked)?.toLowerCase() ?? '';
	// Microsoft says `oreject` where it put into junk what is to be rejected, and `pct.…` where it let a share through.
	if (/^o?reject$/.test(word)) return 'reject';
	if (word === 'quarantine') return 'quarantine';
	return word === 'none' || word.startsWith('pct.') ? 'none' : undefined;
};

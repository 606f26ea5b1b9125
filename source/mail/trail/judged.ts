import type {HeaderField, Judged} from '../../core/trail.ts';
import type {Place, Receiver} from './receiver.ts';
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
		.flatMap(({field, value, index}) => draftedFrom(field, value, receiver.placeOf(index), receiver))
		.slice(0, most);
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

const fieldNames = ['authentication-results', 'arc-authentication-results', 'received-spf'] as const;

/** A result, and the field that it stands in. */
type Drafted = {readonly field: (typeof fieldNames)[number]; readonly judged: Judged};

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
		return [
			{
				by: nameOf(by, receiver, standing.earlier),
				...(field === 'arc-authentication-results' ? {arc: instance ?? 0} : {}),
				method,
				result: shown(info.result, 40),
				...(domain === undefined ? {} : {domain: shown(domain, 255)}),
				...(detail === '' ? {} : {detail}),
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
	const isFitting = isOwn(by) || by === '' || house === undefined;
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

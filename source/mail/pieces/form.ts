import {readMailDate} from '../date.ts';
import {bareStamp, readStamp} from '../stamp.ts';
import type {Range} from './content.ts';
import type {TakenPiece, TextPart} from './taken.ts';
import type {Entity, Field} from './tree.ts';

/** How a message can be put together differently without other words. */
export type FormChange =
	| {
			readonly make: 'field';
			readonly name: string;
			readonly instead: readonly Field[];
			readonly value: NewValue;
	  }
	| {readonly make: 'text-part' | 'plain-text'; readonly part: number}
	| {readonly make: 'quoted-printable'; readonly parts: readonly number[]}
	| {readonly make: 'seen-only'; readonly parts: ReadonlyMap<number, readonly Range[]>};

/** What a field is to hold: as it is written, the present time, or a name that no other message has. */
export type NewValue =
	| {readonly is: 'text'; readonly text: string}
	| {readonly is: 'now'}
	| {readonly is: 'name'; readonly domain: string};

type Form = Pick<TakenPiece, 'id' | 'says'> &
	Partial<Pick<TakenPiece, 'quote' | 'inside'>> & {readonly form: FormChange};

/** What is odd about how a message is put together, each with what an author would do instead. */
export const formsOf = (text: string, root: Entity, parts: readonly TextPart[]): readonly TakenPiece[] =>
	[...fieldForms(root), ...htmlForms(parts), ...encodingForms(text, parts), ...hiddenForm(parts)].map(
		({form, ...piece}) => ({...piece, kind: 'form', octets: 0, change: {is: 'form', form}}),
	);

const fieldForms = ({fields}: Entity): readonly Form[] => {
	const named = (name: string) => fields.filter(one => one.name === name);
	return [
		...dateForm(named('date'), named('received')),
		...messageIdForm(named('message-id'), named('from')),
		...mimeForm(fields),
		...subjectForms(named('subject')),
		...toForm(fields),
		...fromForm(named('from')),
	];
};

const day = 86_400_000;

const dateForm = (dates: readonly Field[], received: readonly Field[]): readonly Form[] => {
	const [date] = dates;
	const form = {make: 'field', name: 'Date', instead: dates, value: {is: 'now'}} as const;
	if (!date) return [{id: 'form.date', says: 'that it has no Date field', form}];
	const stamps = received.flatMap(({body}) => timeOf(readStamp(body).date ?? bareStamp(body)) ?? []);
	const [first] = stamps.slice(-1);
	const at = timeOf(date.body);
	if (dates.length === 1 && at !== undefined && first !== undefined && Math.abs(at - first) < day) return [];
	return [{id: 'form.date', says: `the time that its Date field tells, ${date.body.slice(0, 60)}`, form}];
};

const timeOf = (text: string): number | undefined => readMailDate(text.slice(0, 200))?.at;

const wellFormedId = /^<[^<>\s@]{1,200}@[^<>\s@]{1,200}>$/;

const messageIdForm = (ids: readonly Field[], from: readonly Field[]): readonly Form[] => {
	const [id] = ids;
	if (id && ids.length === 1 && wellFormedId.test(id.body)) return [];
	const domain = /@([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5})/.exec(
		from[0]?.body.slice(0, 1000) ?? '',
	)?.[1];
	const value = {is: 'name', domain: domain ?? 'example.org'} as const;
	return [
		{
			id: 'form.message-id',
			says: id
				? 'its Message-ID field, which is not of the form <name@domain>'
				: 'that it has no Message-ID field',
			form: {make: 'field', name: 'Message-ID', instead: ids, value},
		},
	];
};

const asIs = (text: string): NewValue => ({is: 'text', text});

const mimeForm = (fields: readonly Field[]): readonly Form[] =>
	fields.some(({name}) => name.startsWith('content-')) && !fields.some(({name}) => name === 'mime-version')
		? [
				{
					id: 'form.mime-version',
					says: 'that it has no MIME-Version field',
					form: {make: 'field', name: 'MIME-Version', instead: [], value: asIs('1.0')},
				},
			]
		: [];

/** What stands in the place of words that are left out. */
export const neutral = 'Hello';

const subjectForms = (subjects: readonly Field[]): readonly Form[] => {
	const body = subjects[0]?.body ?? '';
	if (body === '')
		return [
			{
				id: 'form.subject',
				says: 'that it has no Subject',
				form: {make: 'field', name: 'Subject', instead: subjects, value: asIs(neutral)},
			},
		];
	const letters = body.replaceAll(/[^A-Za-z]/g, '');
	const loud = letters.length >= 6 && letters === letters.toUpperCase() && !body.includes('=?');
	return loud
		? [
				{
					id: 'form.capitals',
					says: 'the capitals of the Subject',
					inside: 'header.subject',
					form: {
						make: 'field',
						name: 'Subject',
						instead: subjects,
						value: asIs(body.charAt(0) + body.slice(1).toLowerCase()),
					},
				},
			]
		: [];
};

const toForm = (fields: readonly Field[]): readonly Form[] => {
	if (fields.some(({name}) => name === 'to' || name === 'cc')) return [];
	const told = fields.find(({name}) => name === 'delivered-to' || name === 'x-original-to')?.body ?? '';
	const to = /^[!-~]{1,64}@[A-Za-z0-9.-]{1,255}$/.test(told) ? told : 'recipient@example.org';
	return [
		{
			id: 'form.to',
			says: 'that it has no To field',
			form: {make: 'field', name: 'To', instead: [], value: asIs(to)},
		},
	];
};

/** An address in the place of a name. */
const fromForm = (from: readonly Field[]): readonly Form[] => {
	const [, name = '', address = ''] = /^([^<>]{1,500})(<[^<>\s]{3,320}>)$/.exec(from[0]?.body ?? '') ?? [];
	return name.includes('@') && from.length === 1
		? [
				{
					id: 'form.from-name',
					says: 'the name in the From field, which looks like an address',
					form: {make: 'field', name: 'From', instead: from, value: asIs(address)},
				},
			]
		: [];
};

const htmlForms = (parts: readonly TextPart[]): readonly Form[] => {
	const part = parts.findIndex(({html}) => html);
	if (part < 0 || parts.some(({html}) => !html)) return [];
	return [
		{
			id: 'form.plain-text',
			says: 'that it is HTML (the same words as plain text in its place)',
			form: {make: 'plain-text', part},
		},
		{
			id: 'form.text-part',
			says: 'that its HTML has no text part beside it',
			inside: 'form.plain-text',
			form: {make: 'text-part', part},
		},
	];
};

const encodingForms = (text: string, parts: readonly TextPart[]): readonly Form[] => {
	const which = (wanted: (part: TextPart) => boolean) =>
		parts.flatMap((part, index) => (wanted(part) ? [index] : []));
	const base64 = which(({entity}) => entity.encoding === 'base64');
	const open = which(
		({entity: {encoding, body}}) =>
			!['base64', 'quoted-printable', '8bit', 'binary'].includes(encoding ?? '7bit') &&
			/[\u0080-\u00ff]/.test(text.slice(body.start, body.end)),
	);
	const form = (indexes: readonly number[]) => ({make: 'quoted-printable', parts: indexes}) as const;
	return [
		...(base64.length > 0
			? [
					{
						id: 'form.base64',
						says: 'that its text is encoded in base64 (quoted-printable in its place)',
						form: form(base64),
					},
				]
			: []),
		...(open.length > 0
			? [
					{
						id: 'form.eight-bit',
						says: 'that its text has letters beyond ASCII without an encoding (quoted-printable in its place)',
						form: form(open),
					},
				]
			: []),
	];
};

const hiddenForm = (parts: readonly TextPart[]): readonly Form[] => {
	const hidden = new Map(
		parts.flatMap(({source}, index) => (source.hidden.length > 0 ? [[index, source.hidden] as const] : [])),
	);
	return hidden.size === 0
		? []
		: [
				{
					id: 'form.hidden-text',
					says: 'the text in its HTML that nobody can see',
					form: {make: 'seen-only', parts: hidden},
				},
			];
};

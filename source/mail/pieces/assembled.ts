import {createHash} from 'node:crypto';
import {encode, wrap} from 'nodemailer/lib/qp';
import {seenOf} from '../html-text.ts';
import {type Content, cutOut, encoded, type Range, united} from './content.ts';
import {type NewValue, neutral} from './form.ts';
import type {Taken, TakenPiece, TextPart} from './taken.ts';
import type {Entity, Field} from './tree.ts';

type Edit = {readonly start: number; readonly end: number; readonly by: string};

/** What becomes of one part that a person reads. */
type Plan = {
	readonly ranges: Range[];
	quotedPrintable?: true;
	as?: 'text-part' | 'plain-text';
};

/** The message without these pieces; what they do not touch is the same octets. `now`: milliseconds since 1970. */
export const assembled = (taken: Taken, pieces: readonly TakenPiece[], now: number): Buffer => {
	const eol = /\r\n/.test(taken.text.slice(0, 4096)) ? '\r\n' : '\n';
	const gone = goneWith(taken.root, pieces);
	const changed = {
		now,
		eol,
		mark: createHash('sha256').update(taken.text, 'latin1').digest('hex').slice(0, 32),
	};
	const edits = [
		...gone.flatMap(({whole}) => (whole ? [{...whole, by: ''}] : [])),
		...headerEdits(taken.root, pieces, changed),
		...[...plansOf(taken, pieces)].flatMap(([index, plan]) => {
			const part = taken.parts[index];
			return part ? partEdits(taken.text, part, plan, changed) : [];
		}),
	];
	return Buffer.from(applied(taken.text, edits), 'latin1');
};

/** Parts that are left out, outermost: one of which nothing would be left goes as well. */
const goneWith = (root: Entity, pieces: readonly TakenPiece[]): readonly Entity[] => {
	const wanted = new Set(pieces.flatMap(({change}) => (change.is === 'entity' ? [change.entity] : [])));
	const isGone = (entity: Entity): boolean =>
		wanted.has(entity) ||
		(entity.children.length > 0 && entity.whole !== undefined && entity.children.every(isGone));
	const outermost = (entity: Entity): readonly Entity[] =>
		isGone(entity) ? [entity] : entity.children.flatMap(outermost);
	return outermost(root);
};

type Changed = {readonly now: number; readonly eol: string; readonly mark: string};

const headerEdits = (root: Entity, pieces: readonly TakenPiece[], changed: Changed): readonly Edit[] => {
	const rewritten = new Map<Field, Edit>();
	const added: string[] = [];
	const put = (fields: readonly Field[], line: string) => {
		for (const [index, field] of fields.entries()) {
			if (rewritten.has(field)) continue;
			rewritten.set(field, {start: field.start, end: field.end, by: index === 0 ? line : ''});
		}
		if (fields.length === 0) added.push(line);
	};
	for (const {change} of pieces) {
		if (change.is === 'fields') put(change.fields, '');
		else if (change.is === 'subject') put(change.fields, `Subject: ${neutral}${changed.eol}`);
		else if (change.is === 'form' && change.form.make === 'field') {
			const {name, instead, value} = change.form;
			put(instead, `${name}: ${textFor(value, changed)}${changed.eol}`);
		}
	}
	const {headerAt} = root;
	return [
		...rewritten.values(),
		...(added.length > 0 ? [{start: headerAt, end: headerAt, by: added.join('')}] : []),
	];
};

const textFor = (value: NewValue, {now, mark}: Changed): string => {
	switch (value.is) {
		case 'text':
			return value.text;
		case 'now':
			return new Date(now).toUTCString().replace('GMT', '+0000');
		case 'name':
			return `<${mark}@${value.domain}>`;
	}
};

const plansOf = ({parts}: Taken, pieces: readonly TakenPiece[]): ReadonlyMap<number, Plan> => {
	const plans = new Map<number, Plan>();
	const plan = (index: number): Plan => {
		const known = plans.get(index) ?? {ranges: []};
		plans.set(index, known);
		return known;
	};
	for (const {change} of pieces) {
		if (change.is === 'text') for (const {part, ranges} of change.cuts) plan(part).ranges.push(...ranges);
		if (change.is !== 'form') continue;
		const {form} = change;
		if (form.make === 'seen-only') for (const [part, ranges] of form.parts) plan(part).ranges.push(...ranges);
		if (form.make === 'quoted-printable') for (const part of form.parts) plan(part).quotedPrintable = true;
		if (form.make === 'plain-text') plan(form.part).as = 'plain-text';
		if (form.make === 'text-part') plan(form.part).as ??= 'text-part';
	}
	return new Map([...plans].filter(([index]) => parts[index] !== undefined));
};

const partEdits = (text: string, part: TextPart, plan: Plan, changed: Changed): readonly Edit[] => {
	const {entity, content} = part;
	const cut = plan.ranges.length > 0;
	const octets = cut
		? cutOut(content, plan.ranges, isEmptied(part, plan.ranges) ? `${neutral}.` : '')
		: content.octets;
	if (plan.as !== undefined) return remade(text, part, octets, plan, changed);
	const encoding = plan.quotedPrintable ? 'quoted-printable' : entity.encoding;
	return [
		{...entity.body, by: withEnd(text, entity, encoded(octets, encoding, changed.eol), changed.eol)},
		...(plan.quotedPrintable ? nowQuotedPrintable(entity, content, changed.eol) : []),
	];
};

/** A body that ended with a line end goes on doing so. */
const withEnd = (text: string, {body}: Entity, by: string, eol: string): string =>
	text.slice(body.start, body.end).endsWith('\n') && !by.endsWith('\n') ? `${by}${eol}` : by;

/** Whether nothing to read would be left where there was something. */
const isEmptied = ({source: {seen}}: TextPart, ranges: readonly Range[]): boolean => {
	const gone = united(ranges);
	let range = 0;
	for (let index = 0; index < seen.text.length; index++) {
		if (!/[\p{L}\p{N}]/u.test(seen.text[index] ?? '')) continue;
		const at = seen.from[index] ?? 0;
		while (range < gone.length && (gone[range]?.[1] ?? 0) <= at) range++;
		const [from] = gone[range] ?? [Number.POSITIVE_INFINITY];
		if (at < from) return false;
	}
	return true;
};

const nowQuotedPrintable = (
	{fields, headerAt}: Entity,
	{text, octets}: Content,
	eol: string,
): readonly Edit[] => {
	const transfer = fields.find(({name}) => name === 'content-transfer-encoding');
	const type = fields.find(({name}) => name === 'content-type');
	const charset = Buffer.from(text, 'utf8').equals(octets) ? 'utf-8' : 'windows-1252';
	const line = `Content-Transfer-Encoding: quoted-printable${eol}`;
	const typed = (body: string) => `Content-Type: ${body}; charset=${charset}${eol}`;
	return [
		...(transfer
			? [{start: transfer.start, end: transfer.end, by: line}]
			: [{start: headerAt, end: headerAt, by: line}]),
		...(type === undefined ? [{start: headerAt, end: headerAt, by: typed('text/plain')}] : []),
		...(type && !/;\s*charset\s*=/i.test(type.body)
			? [{start: type.start, end: type.end, by: typed(type.body.replace(/;\s*$/, ''))}]
			: []),
	];
};

/** HTML as plain text, or with a text part beside it: the fields that tell what it is move to the part that it becomes. */
const remade = (
	text: string,
	{entity, content}: TextPart,
	octets: Buffer,
	plan: Plan,
	{eol, mark}: Changed,
): readonly Edit[] => {
	const telling = entity.fields.filter(({name}) => name.startsWith('content-'));
	const html = new TextDecoder(charsetOf(content, entity)).decode(octets);
	const plain = [
		`Content-Type: text/plain; charset=utf-8${eol}`,
		`Content-Transfer-Encoding: quoted-printable${eol}`,
	].join('');
	const words = wrap(encode(seenOf(html).text.replaceAll('\n', '\r\n')), 76).replaceAll('\r\n', eol);
	const dropped = telling.map(({start, end}) => ({start, end, by: ''}));
	const at = (by: string) => ({start: entity.headerAt, end: entity.headerAt, by});
	if (plan.as === 'plain-text') return [...dropped, at(plain), {...entity.body, by: `${words}${eol}`}];
	const boundary = `=_${mark}`;
	const fields = plan.quotedPrintable
		? `Content-Type: text/html; charset=${charsetOf(content, entity)}${eol}Content-Transfer-Encoding: quoted-printable${eol}`
		: telling.map(({start, end}) => text.slice(start, end)).join('');
	const encoding = plan.quotedPrintable ? 'quoted-printable' : entity.encoding;
	const raw =
		plan.ranges.length > 0 || plan.quotedPrintable
			? encoded(octets, encoding, eol)
			: text.slice(entity.body.start, entity.body.end).replace(/\r?\n$/, '');
	const body = [
		`--${boundary}`,
		`${plain}${eol}${words}`,
		`--${boundary}`,
		`${fields}${eol}${raw}`,
		`--${boundary}--`,
		'',
	].join(eol);
	return [
		...dropped,
		at(`Content-Type: multipart/alternative; boundary="${boundary}"${eol}`),
		{...entity.body, by: body},
	];
};

const charsetOf = ({text, octets}: Content, {charset}: Entity): string =>
	Buffer.from(text, 'utf8').equals(octets) ? 'utf-8' : (charset ?? 'windows-1252');

/** The text with all edits; those inside of what another one takes away are left aside. */
const applied = (text: string, edits: readonly Edit[]): string => {
	const said: string[] = [];
	let at = 0;
	const isAdded = ({start, end}: Edit) => Number(start !== end);
	const inOrder = edits.toSorted(
		(one, other) => one.start - other.start || isAdded(one) - isAdded(other) || other.end - one.end,
	);
	for (const {start, end, by} of inOrder) {
		if (start < at) continue;
		said.push(text.slice(at, start), by);
		at = end;
	}
	return said.join('') + text.slice(at);
};

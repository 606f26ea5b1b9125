import type {Bounce} from '../../core/bounce.ts';
import type {HeaderField} from '../../core/trail.ts';
import {fieldsIn, firstOf} from './fields.ts';
import {shortly} from './words.ts';

/** Addresses of one field that are told, and characters of it that are read. */
const mostAddresses = 10;
const longestField = 8192;

/** What a quoted mail is known by; neither its subject nor its text is looked at. */
export const originalIn = async (header: string): Promise<Bounce['about']> => {
	const [head = ''] = header.replace(/^\s{1,200}/, '').split(/\r?\n[ \t]*\r?\n/, 1);
	const fields = fieldsIn(head);
	const {default: parseAddresses} = await import('nodemailer/lib/addressparser');
	const addresses = (name: string): string | undefined =>
		parseAddresses((firstOf(fields, name) ?? '').slice(0, longestField), {flatten: true})
			.flatMap(({address}) => (address === undefined || address === '' ? [] : [shortly(address)]))
			.slice(0, mostAddresses)
			.join(', ') || undefined;
	return known({
		messageId: short(fields, 'message-id'),
		tag: short(fields, 'x-lostmail-tag'),
		from: addresses('from'),
		to: addresses('to'),
		date: short(fields, 'date'),
	});
};

const short = (fields: readonly HeaderField[], name: string): string | undefined => {
	const value = firstOf(fields, name);
	return value === undefined ? undefined : shortly(value) || undefined;
};

type Known<T> = {[K in keyof T]?: Exclude<T[K], undefined>};

/** Without what is not known. */
export const known = <T extends object>(facts: T): Known<T> =>
	Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Known<T>;

import {z} from 'zod';
import {type Inspector, inspectorSchema} from '../../core/inspector.ts';
import {type MailProvider, providerSchema} from '../../core/provider.ts';
import type {Path, Source} from '../document.ts';
import type {Problem} from '../problem.ts';
import {compilePattern} from './pattern.ts';

type Report = (problems: readonly Problem[]) => void;

const id = z.string().regex(/^[a-z0-9-]+$/);

export const inspectorsSchema = z.record(id, inspectorSchema);
export const providersSchema = z.record(id, providerSchema);

/** Every inspector of a document that has the right shape, in its order; faulty patterns are reported and never fit. */
export const inspectorsOf = (document: Source | undefined, report: Report): readonly Inspector[] =>
	entriesOf(document, inspectorSchema).map(([name, {issuer, greeting, ...inspector}]) => ({
		...inspector,
		id: name,
		issued: fits(document, [name, 'issuer'], issuer, report),
		greets: fits(document, [name, 'greeting'], greeting, report),
	}));

/** The same for mail providers, whose greetings are patterns. */
export const providersOf = (document: Source | undefined, report: Report): readonly MailProvider[] =>
	entriesOf(document, providerSchema).map(([name, provider]) => ({
		...provider,
		id: name,
		...(provider.greeting === undefined
			? {}
			: {greets: fits(document, [name, 'greeting'], provider.greeting, report)}),
	}));

const entriesOf = <Schema extends z.ZodType>(
	document: Source | undefined,
	schema: Schema,
): ReadonlyArray<readonly [string, z.output<Schema>]> =>
	Object.entries(document?.value ?? {}).flatMap(([name, written]) => {
		const shaped = schema.safeParse(written);
		return shaped.success ? [[name, shaped.data] as const] : [];
	});

const never = (): boolean => false;

const fits = (
	document: Source | undefined,
	at: Path,
	pattern: string | undefined,
	report: Report,
): ((text: string) => boolean) => {
	if (pattern === undefined) return never;
	const compiled = compilePattern(pattern);
	if ('fits' in compiled) return compiled.fits;
	if (document) report([document.problem(at, 'pattern', compiled.fault)]);
	return never;
};

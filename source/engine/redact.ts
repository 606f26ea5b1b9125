import type {Happening} from '../core/event.ts';
import type {Vault} from '../core/world.ts';

/** Secrets of fewer characters are not searched for: they would be found in every second word. */
const shortest = 4;

/**
 * What of a secret stays the same in base64, whatever stands around it, when so many bytes come before it: a server
 * may send a whole login back (RFC 4954 section 4).
 */
const base64After =
	(value: string) =>
	(before: number): string => {
		const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
		return bytes.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
	};

/** Keeps secrets by name, and knows how to find them again in what a server sends back. */
export const createVault = (): Vault => {
	const secrets = new Map<string, string>();
	const forms = (): readonly string[] =>
		[...secrets.values()]
			.filter(value => value.length >= shortest)
			.flatMap(value => [
				value,
				encodeURIComponent(value.toWellFormed()),
				...[0, 1, 2].map(base64After(value)),
			])
			.toSorted((a, b) => b.length - a.length);

	return {
		has: name => secrets.has(name),
		get: name => secrets.get(name),
		set: (name, value) => void secrets.set(name, value),
		redact: text => forms().reduce((clean, form) => clean.replaceAll(form, '••••••'), text),
	};
};

/** What happened, with every secret taken out of whatever came from outside. Our own words and codes stay. */
export const redacted = (happening: Happening, {redact}: Vault): Happening => {
	switch (happening.type) {
		case 'step.skipped':
			return {...happening, reason: redact(happening.reason)};
		case 'step.observed': {
			const {evidence} = happening;
			return {
				...happening,
				evidence: {
					...evidence,
					...('answer' in evidence ? {answer: inEvery(evidence.answer, redact)} : {}),
					...(evidence.failure
						? {failure: {...evidence.failure, ...detailOf(evidence.failure, redact)}}
						: {}),
				},
			};
		}
		case 'step.finished': {
			const {facts, text} = happening.finding;
			return {
				...happening,
				finding: {
					...happening.finding,
					facts: inEvery(facts, redact) as typeof facts,
					text: redact(text),
				},
			};
		}
		case 'step.crashed':
			return {...happening, message: redact(happening.message)};
		case 'case.diagnosed': {
			const {diagnosis} = happening;
			if (!diagnosis) return happening;
			const {text, plain, fix} = diagnosis;
			return {
				...happening,
				diagnosis: {...diagnosis, text: redact(text), plain: redact(plain), fix: redact(fix)},
			};
		}
		case 'case.opened':
		case 'input.asked':
		case 'input.refused':
		case 'input.answered':
		case 'input.retracted':
		case 'step.started':
		case 'step.asked':
		case 'case.routed':
		case 'action.ticked':
		case 'action.unticked':
		case 'case.closed':
		case 'case.reopened':
			return happening;
	}
};

const detailOf = ({detail}: {readonly detail?: string}, redact: Vault['redact']) =>
	detail === undefined ? {} : {detail: redact(detail)};

const inEvery = (value: unknown, redact: Vault['redact']): unknown => {
	if (typeof value === 'string') return redact(value);
	if (Array.isArray(value)) return value.map(item => inEvery(item, redact));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inEvery(item, redact)]));
};

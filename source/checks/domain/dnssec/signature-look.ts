import type {Reach} from '../../../core/check.ts';
import type {DnsAnswer, DnsType} from '../../../core/dns.ts';
import {type Failure, inWords, isAbsence} from '../../../core/failure.ts';
import {printable} from '../../../core/printable.ts';
import type {Result} from '../../../core/result.ts';

/** One question, and once more without validation where the resolver failed. */
export type Look = {
	readonly name: string;
	readonly type: DnsType;
	readonly plain: Result<DnsAnswer, Failure>;
	readonly unchecked?: Result<DnsAnswer, Failure>;
};

/** Asks, and once more without validation where the resolver fails. */
export const lookFor = async (
	name: string,
	type: DnsType,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<Look> => {
	const plain = await probes.dns({name, type}, signal);
	if (plain.ok || plain.failure.code !== 'server-failure') return {name, type, plain};
	return {name, type, plain, unchecked: await probes.dns({name, type, validation: 'disabled'}, signal)};
};

/** SERVFAIL, and an answer as soon as nothing is to be validated. */
export const isBogus = ({unchecked}: Look): boolean =>
	unchecked !== undefined && (unchecked.ok || isAbsence(unchecked.failure));

/** Why a look came to nothing. */
export const openIn = ({plain}: Look): Failure | undefined =>
	plain.ok || isAbsence(plain.failure) ? undefined : plain.failure;

/** The resolver says that it has checked the signatures (AD). */
export const isValidated = ({plain}: Look): boolean => plain.ok && plain.value.authenticated;

/** What was said in the end: without validation, where it failed with it. */
export const answerOf = ({plain, unchecked}: Look) => unchecked ?? plain;

/** For a line of details; safe to print. */
export const lookInWords = ({plain, unchecked}: Look): string => {
	if (plain.ok) return plain.value.authenticated ? 'answered, validated (AD)' : 'answered, not validated';
	const failure = printable(inWords(plain.failure));
	if (!unchecked) return failure;
	const again = unchecked.ok ? 'answered' : printable(inWords(unchecked.failure));
	return `${failure}; without validation ${again === failure ? 'the same' : again}`;
};

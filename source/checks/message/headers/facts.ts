import type {Json} from '../../../core/json.ts';
import type {Trail, Verdict} from '../../../core/trail.ts';

type Told = {readonly [fact: string]: Json};

/** A verdict as facts: which field says it, its points, and the names of the rules that fired. */
export const verdictFacts = ({field, judgement, score, threshold, rules, folder}: Verdict): Told => ({
	field,
	judgement,
	...(score === undefined ? {} : {score}),
	...(threshold === undefined ? {} : {threshold}),
	...(rules === undefined ? {} : {rules: rules.map(({name}) => name)}),
	...(folder === undefined ? {} : {folder}),
});

/** How long it was on its way, what its Date says, and at which end of a forwarding the mailbox is. */
export const wayFacts = ({seconds, date, forwarded}: Trail, address: string | undefined): Told => ({
	...(seconds === undefined ? {} : {onTheWay: seconds}),
	...(date.ahead === undefined ? {} : {dateAhead: date.ahead}),
	...(forwarded ? {forwarded: forwardedFacts(forwarded, address)} : {}),
});

const forwardedFacts = (
	{by, to, broke}: NonNullable<Trail['forwarded']>,
	address: string | undefined,
): Told => {
	const is = (other: string | undefined): boolean =>
		address !== undefined && other?.toLowerCase() === address.toLowerCase();
	return {
		...(by === undefined ? {} : {by}),
		...(to === undefined ? {} : {to}),
		broke: [...broke],
		...(is(to) ? {mailbox: 'last'} : is(by) ? {mailbox: 'first'} : {}),
	};
};

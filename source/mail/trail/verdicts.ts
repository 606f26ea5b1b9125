import type {HeaderField, Verdict} from '../../core/trail.ts';
import {isSameHouse, type Place, type Receiver} from './receiver.ts';
import {amavis} from './verdicts/amavis.ts';
import {appliances} from './verdicts/appliances.ts';
import {barracuda} from './verdicts/barracuda.ts';
import {easternProviders} from './verdicts/eastern-providers.ts';
import {learning} from './verdicts/learning.ts';
import {microsoft} from './verdicts/microsoft.ts';
import {mimecast} from './verdicts/mimecast.ts';
import {fieldsIn, type Product, type RuleWords, type Said} from './verdicts/product.ts';
import {proofpoint} from './verdicts/proofpoint.ts';
import {rspamd} from './verdicts/rspamd.ts';
import {spamAssassin} from './verdicts/spam-assassin.ts';
import {westernProviders} from './verdicts/western-providers.ts';
import {shown} from './words.ts';

export type {RuleWords} from './verdicts/product.ts';

const mostVerdicts = 100;
const mostRules = 20;

/** Every product whose fields are known, in the order in which their verdicts are told. */
export const products: readonly Product[] = [
	...microsoft,
	spamAssassin,
	rspamd,
	amavis,
	proofpoint,
	mimecast,
	barracuda,
	...appliances,
	...westernProviders,
	...easternProviders,
	...learning,
];

/**
 * What filters wrote about a message, those of the last receiver first. Fields of one product are read together where they
 * stand at one place (see `Place`), so that a field of an earlier server never speaks for the last.
 */
export const verdictsOf = (
	header: readonly HeaderField[],
	receiver: Receiver,
	words: RuleWords,
): readonly Verdict[] => {
	const placed = header.map((field, index) => ({...field, place: receiver.placeOf(index)}));
	const verdicts = products.flatMap(product =>
		places.flatMap(side => {
			const mine = placed.filter(({name, place}) => place === side && product.owns(name));
			if (mine.length === 0) return [];
			return product
				.read(fieldsIn(mine), {receiver: receiver.house ?? '', isOwn: side === 'own'})
				.map(said => verdict(product, said, {side, receiver, words}));
		}),
	);
	return [...verdicts.filter(({earlier}) => !earlier), ...verdicts.filter(({earlier}) => earlier)].slice(
		0,
		mostVerdicts,
	);
};

const places = ['own', 'edge', 'end', 'below'] as const satisfies readonly Place[];

const verdict = (
	{name, house, isGateway}: Product,
	said: Said,
	{side, receiver, words}: {readonly side: Place; readonly receiver: Receiver; readonly words: RuleWords},
): Verdict => {
	const {by = name, field, judgement, score, threshold, rules = [], says, folder} = said;
	const isEarlier =
		said.isOutgoing === true ||
		(house === undefined
			? isBefore(said, side, {isGateway, receiver})
			: isOfOther(house, judgement, side, receiver));
	return {
		by: by === name ? name : shown(by, 60),
		field,
		judgement,
		...(score === undefined ? {} : {score}),
		...(threshold === undefined ? {} : {threshold}),
		...(rules.length === 0 ? {} : {rules: heaviest(rules, words)}),
		says,
		...(folder === undefined || isEarlier ? {} : {folder}),
		...(isEarlier ? {earlier: true} : {}),
	};
};

/**
 * A provider's own fields are worth something in its own mail alone: what it says of mail that it sends, another receiver
 * leaves in. Microsoft takes away what is forged, and appends among the fields of the letter; of others that is not known,
 * so that under a stamp of somebody else only a bad word of theirs counts, as it does where no stamp names the receiver.
 */
const isOfOther = (
	house: string,
	judgement: Verdict['judgement'],
	side: Place,
	{house: receiver}: Receiver,
): boolean => {
	if (receiver === undefined) return side === 'below' || (side !== 'own' && isGood(judgement));
	if (!isSameHouse(receiver, house)) return true;
	return side === 'below' && house !== 'microsoft-365' && isGood(judgement);
};

/**
 * A filter that anybody can run. Only above the stamp of the receiver it can be nobody else's. At its edge and behind the
 * letter it may be the receiver's or the sender's: it counts where it names a server of the receiver; where it names none,
 * a bad word counts, since nobody forges one about oneself, and a good one does not. A gateway stands before the receiver
 * by its nature, and the same holds for it wherever it writes.
 */
const isBefore = (
	{judgement, host}: Said,
	side: Place,
	{isGateway, receiver}: {readonly isGateway: true | undefined; readonly receiver: Receiver},
): boolean => {
	if (side === 'own') return false;
	if (side === 'below' && !isGateway) return true;
	if (receiver.house !== undefined && host?.includes('.')) return !receiver.isOwn(host);
	return isGood(judgement);
};

/** What anybody would like to have written about oneself, or what says nothing. */
const isGood = (judgement: Verdict['judgement']): boolean =>
	judgement === 'passed' || judgement === 'allowed' || judgement === 'unsaid';

const heaviest = (rules: NonNullable<Said['rules']>, words: RuleWords): NonNullable<Verdict['rules']> =>
	rules
		.toSorted((one, other) => (other.score ?? 0) - (one.score ?? 0))
		.slice(0, mostRules)
		.map(({name, score}) => {
			const says = words(name);
			return {
				name: shown(name, 80),
				...(score === undefined ? {} : {score}),
				...(says === undefined ? {} : {says: shown(says, 300)}),
			};
		});

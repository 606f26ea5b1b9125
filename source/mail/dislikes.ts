import type {Dislike} from '../core/verification.ts';
import {formRules} from './dislikes/form.ts';
import {type Handed, letterOf} from './dislikes/letter.ts';
import {linkRules} from './dislikes/links.ts';
import {headerRules} from './dislikes/required.ts';
import type {Rule} from './dislikes/rule.ts';
import {senderRules} from './dislikes/sender.ts';
import {textRules} from './dislikes/text.ts';
import type {Mail} from './mail.ts';

export type {Handed} from './dislikes/letter.ts';

/** Every rule, in the order in which they are told among those of a weight. */
export const dislikeRules: readonly Rule[] = [
	...headerRules,
	...senderRules,
	...textRules,
	...linkRules,
	...formRules,
];

/**
 * What spam filters hold against a message, heavy things first: by the message itself and how it was handed over, so that
 * the same message always gives the same. Sentences are safe to print and hold no link and no code. A missing
 * List-Unsubscribe field is none: it is for mail that somebody subscribed to.
 */
export const dislikesOf = async (mail: Mail, handed: Handed): Promise<readonly Dislike[]> => {
	const letter = await letterOf(mail, handed);
	const told = dislikeRules.flatMap(({id, weight, about}): readonly Dislike[] => {
		const complaint = about(letter);
		return complaint ? [{id, weight, ...complaint}] : [];
	});
	return [...told.filter(({weight}) => weight === 'heavy'), ...told.filter(({weight}) => weight === 'light')];
};

import type {Reach} from '../../../core/check.ts';
import type {Inspector} from '../../../core/inspector.ts';
import {replyText} from '../../../core/knowledge.ts';
import type {Reply} from '../../../core/smtp.ts';
import {ownersInWords, ownersOf} from '../../server-owner.ts';

/** A greeting that is not that of the provider whose server the host is. */
export type Foreign = {
	readonly provider: string;
	/** Who is known to greet like this. */
	readonly inspector?: Inspector;
};

/**
 * Whether somebody else than the host’s provider greets. Nothing where the host is nobody’s, or where nobody is sure how
 * its provider greets and the greeting is not known as another’s.
 */
export const foreignGreeting = (
	host: string,
	greeting: Reply,
	{providers, inspectors}: Pick<Reach, 'providers' | 'inspectors'>,
): Foreign | undefined => {
	const owners = ownersOf(providers, host);
	if (owners.length === 0) return undefined;
	const line = `${greeting.code} ${replyText(greeting)}`;
	const provider = ownersInWords(owners);
	const inspector = inspectors.find(({greets}) => greets(line));
	if (inspector) return {provider, inspector};
	if (owners.some(({greets}) => greets?.(line))) return undefined;
	const isKnown = owners.some(({greets, unsure = []}) => greets && !unsure.includes('greeting'));
	return isKnown ? {provider} : undefined;
};

import type {Actor, Cause} from '../knowledge.ts';
import {withoutHoles} from './holes.ts';
import type {Weighed} from './weighed.ts';

export type Acting = {readonly who: Actor; readonly fix: string};

/**
 * Who acts on what a header proves, and what to do. In a mailbox that a provider gives to people (`isPersonal`) nobody is
 * there to change the filter; and only where rules are named can they be looked at.
 */
export const actingOn = (
	told: Weighed,
	cause: Cause,
	{isPersonal}: {readonly isPersonal: boolean},
): Acting => {
	const usual: Acting = {who: cause.who, fix: withoutHoles(cause.fix)};
	switch (told.code) {
		case 'junk':
			if (isPersonal) return {who: 'end-user', fix: namesRules(told) ? takeOut : `${takeOut} ${silent}`};
			return namesRules(told) ? usual : {...usual, fix: allow};
		case 'malware':
		case 'phishing':
			return isPersonal ? {who: 'end-user', fix: trust} : usual;
		case 'quarantined':
		case 'junk-folder':
		case 'other-folder':
		case 'forwarding-broke':
		case 'dmarc-failed':
		case 'spf-failed':
		case 'dkim-failed':
		case 'unauthenticated':
		case 'bulk':
		case 'suspicious':
		case 'clean':
		case 'slow':
		case 'future-date':
		case 'past-date':
		case 'untold':
			return usual;
	}
};

const namesRules = ({verdict}: Extract<Weighed, {readonly verdict: unknown}>): boolean =>
	(verdict.rules ?? []).length > 0;

const takeOut =
	'Open the junk or spam folder, mark the message as not junk, and add its sender to the contacts.';
const silent = 'Which rules it broke is known to the provider alone.';
const allow =
	'The filter does not say which rules the message broke. Mark it as not spam where it lies, and have its sender allowed in the filter.';
const trust =
	'Open no link in it. Ask whoever is said to have sent it whether they did; only then take it out of the junk folder.';

import type {Weighed} from './weighed.ts';

/** What a header comes to, as a sentence that is safe to print. */
export const sentenceOf = (told: Weighed): string => {
	switch (told.code) {
		case 'malware':
			return `${told.by} takes the message for dangerous. ${told.words}`;
		case 'phishing':
			return `${told.by} takes the message for phishing. ${told.words}`;
		case 'quarantined':
			return `${told.by} held the message back. ${told.words}`;
		case 'junk-folder':
			return `${told.by} put the message into the junk folder. ${told.words}`;
		case 'other-folder':
			return `${told.by} did not leave the message in the inbox. ${told.words}`;
		case 'junk':
			return `${told.by} takes the message for junk. ${told.words}`;
		case 'bulk':
			return `${told.by} takes the message for bulk mail, which some mailboxes put aside. ${told.words}`;
		case 'suspicious':
			return `${told.by} has doubts about the message. ${told.words}`;
		case 'clean':
			return `${told.by} let the message through, and nothing in its header speaks against it. ${told.words}`;
		case 'forwarding-broke':
			return `The message was forwarded, and that broke its authentication (${told.broke}): ${told.by} found the sender ${told.domain} unconfirmed. ${told.words}`;
		case 'dmarc-failed':
			return `${told.by} found the sender ${told.domain} unconfirmed: DMARC failed. ${told.words}`;
		case 'spf-failed':
			return `${told.by} found that the server which sent the message may not send for ${told.domain}: SPF failed, and DMARC with it. ${told.words}`;
		case 'dkim-failed':
			return `${told.by} found that the DKIM signature of ${told.domain} does not hold, and DMARC failed with it. ${told.words}`;
		case 'unauthenticated':
			return `${told.by} could not confirm that the message is from ${told.domain}, which by itself need not stop it. ${told.words}`;
		case 'slow':
			return `The message took ${told.took} from ${told.before} to ${told.server}, which is longer than most codes live.`;
		case 'future-date':
			return `The message is dated in the future. ${told.words}`;
		case 'past-date':
			return `The message is dated in the past. ${told.words}`;
		case 'untold':
			return `No field of the header says whether a filter let the message through. ${told.words}`;
	}
};

import {offers, type StageOutcome} from './conversation.ts';
import {receiverCodes} from './receiver.ts';

type Refused = Extract<StageOutcome, {is: 'refused'}>;

/** For each stage, the cause that a reply rule names, and the code that a refusal there is found as. */
export const loginCodes = {
	'auth.wrong-credentials': 'wrong-credentials',
	'auth.app-password-needed': 'app-password-needed',
	'auth.basic-auth-disabled': 'basic-auth-disabled',
	'auth.smtp-service-off': 'smtp-service-off',
	'auth.locked-out': 'locked-out',
	'auth.oauth-expired': 'oauth-expired',
	'auth.not-offered': 'not-offered',
	'tls.required': 'tls-required',
} as const;

export const senderCodes = {
	'sender.not-allowed': 'not-allowed',
	'settings.sender-mismatch': 'not-allowed',
	'sender.helo-rejected': 'helo-rejected',
	'sender.relay-denied': 'relay-denied',
	'sender.quota': 'quota',
	'auth.wrong-credentials': 'login-required',
	'auth.smtp-service-off': 'smtp-service-off',
	'tls.required': 'tls-required',
	'reputation.ptr': 'no-reverse-name',
	'reputation.blocklisted': 'blocklisted',
	'auth.basic-auth-disabled': 'basic-auth-disabled',
} as const;

export const recipientCodes = {
	...receiverCodes,
	'recipient.unknown': 'no-such-recipient',
	'recipient.disabled': 'disabled',
	'sender.not-allowed': 'sender-not-allowed',
	'sender.helo-rejected': 'helo-rejected',
	'auth.wrong-credentials': 'login-required',
	'tls.required': 'tls-required',
} as const;

/** What a refused sender is refused for, by what is known of the reply and, where it says 530, by the rest of the talk. */
export const senderRefusal = <Code extends string>(
	known: Code | undefined,
	outcome: Refused,
): Code | 'login-required' | 'tls-required' | 'refused' => {
	// RFC 4954 section 6 and RFC 3207 section 4 give 530 two meanings, and no third.
	const bare530 = outcome.reply.code === 530 && !isSure(outcome);
	const code = known ?? (bare530 ? 'login-required' : 'refused');
	return code === 'login-required' ? demandOf(outcome) : code;
};

const isSure = ({rule}: Refused): boolean => rule !== undefined && !rule.unsure;

/**
 * 530 alone demands a login (RFC 4954 section 6) or encryption (RFC 3207 section 4): the rest of the talk tells which.
 * Where both took place already, it demands neither.
 */
const demandOf = (outcome: Refused): 'login-required' | 'tls-required' | 'refused' => {
	if (isSure(outcome)) return 'login-required';
	const {
		answer: {tls, extensions, mechanism},
		reply,
	} = outcome;
	if (tls) return mechanism === undefined ? 'login-required' : 'refused';
	if (/\b(?:starttls|tls|ssl|encrypt\w*)\b/i.test(reply.lines.join(' '))) return 'tls-required';
	return offers(extensions.plain, 'AUTH') ? 'login-required' : 'refused';
};

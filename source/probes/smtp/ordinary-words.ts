/**
 * Words that servers say to everybody, of RFC 5321, RFC 4954 and RFC 3463, of EHLO and of the large providers' replies.
 * Kept from memory and from the replies that this product knows. The last lines are the prompts of LOGIN in base64.
 */
const words = `
	able abuse accept acceptable accepted accepting access account accounts action additional address addresses
	administrator after again alias aligned allow allowed already alternative another anonymous app apple application
	applications argument arguments attempt attempts auth authenticate authenticated authenticating authentication
	authentications authorisation authorised authorization authorized available
	back bad banned base64 basic because been being blacklist blacklisted block blocked browser business busy bye
	cancelled cannot certificate challenge change channel characters check checks cipher client close closed closing code
	codes command commands complete completed configuration configured connect connection connections contact content
	continue correct could credential credentials current currently customer
	daily data database deactivated decode default defaults deferred delivered delivery denied destination detected device
	directly disabled disallowed dkim dmarc does doesn domain domains done down dsn due duplicate during
	ehlo email empty enable enabled encoded encoding encrypt encrypted encryption enter entered error errors esmtp exceed
	exceeded exceeds excessive exchange exim exist exists expected expired external
	fail failed fails failing failure failures fetch first following forbidden format forwarding found frequently from full
	future
	generic give gmail goodbye google greeting greylist greylisted greylisting
	hash have header headers hello helo help here hold host hostname hosts hour hours html http https
	icloud identity illegal imap inactive inbox incorrect indicates information insufficient internal internet invalid issue
	issues
	join junk just
	keep know known
	later learn length less levels limit limited limits line lines list listed local lock locked lockout log logged login
	logins lookup lost
	mail mailbox mailboxes mailer mails malformed many master match maximum mean mechanism mechanisms message messages
	microsoft missing mode more multiple must
	name names need needed network none normal nothing
	oauth obtained offered office okay only open operation option order other outbound outlook over owned
	parameter parameters part pass passed passphrase password passwords path permanent permanently permission permissions
	permitted plain please policy port postfix postmaster prevents privacy problem problems proceed process prohibited
	protection protocol provide provided provider
	query queue queued quickly quit quota
	rate reach reached read ready reason receive received recipient recipients record records refused registered reject
	rejected rejecting relay relaying reply reputation request requested require required requires reset resources response
	responses result results retry reverse right rights
	sasl secure security seen send sender senders sending sends sent sequence server servers service services session shutting
	sign signature size smtp smtpclientauthentication sorry source spam specific spool start started starttls state status
	stop storage store strong submission submit subscribed success successful successfully such supplied support supported
	suspected suspended suspicious switched syntax system
	taken talk temporarily temporary tenant test text than thanks that their then there this thread threshold throttling
	time timed timeout times token tokens tries trust trusted try trying turn type
	unable unauthenticated unauthorized unavailable unencrypted unexpected unimplemented unknown unlock unrecognised
	unrecognized unreachable unresolvable unsolicited unsuccessful unsupported unusual unverified until used user username
	usernames users using usually
	valid validate validation value verification verified verify version very violation visit volume
	wait want wants weak webmail website welcome well were what when where which while will with without word words workspace
	wrong
	yahoo year yes your
	aborted advertised author black both conform criteria disk either equal factor federated feed file find fixed flagged
	framework frequency grey gsmtp guidelines hard hourly large level likely listing longer loop matched meet much null online
	optional organisation organization outgoing parol passing peak perform poor prilozheniya rcpt reasons receiving regarding
	rejection routing same section some space spamhaus step through traffic undeliverable whitelist write
	8bitmime atrn auth binarymime burl checkpoint chunking conneg conperm deliverby dsn enhancedstatuscodes etrn expn
	futurerelease limits mt-priority mtrk no-soliciting pipelining requiretls rrvs smtputf8 utf8smtp vrfy x-anonymoustls
	x-exps xclient xforward
	anonymous cram-md5 digest-md5 external gssapi gs2-krb5 kerberos_v4 login ntlm oauthbearer otp plain plain-clienttoken
	scram-sha-1 scram-sha-1-plus scram-sha-256 scram-sha-256-plus securid skey xoauth xoauth2 xoauth2-clienttoken
	application-specific app-password non-existent pre-authentication re-authenticate two-factor two-step
	ugfzc3dvcmq6 ugfzc3dvcmqa ugfzc3dvcmq vxnlcm5hbwu6 vxnlcm5hbwua vxnlcm5hbwu vxnlcibuyw1laa vxnlcibuyw1l bg9naw46 dxnlcm5hbwu6 cgfzc3dvcmq6
`;

const ordinary: ReadonlySet<string> = new Set(words.trim().split(/\s+/));
const longest = Math.max(...[...ordinary].map(word => word.length));

/** Whether this stretch of a server's words, without blanks at its ends, lies within one word that servers use anyway. */
export const isOrdinary = (text: string, from: number, to: number): boolean => {
	let [first, end] = [from, to];
	while (first < end && text[first] === ' ') first++;
	while (end > first && text[end - 1] === ' ') end--;
	return (
		first < end &&
		end - first <= longest &&
		[letter, letterOrDigit].some(part => ordinary.has(wordAround(text, first, end, part)))
	);
};

const letter = /[a-z]/i;
const letterOrDigit = /[a-z0-9_-]/i;

/** The word in small letters, cut when it is longer than any that is known. */
const wordAround = (text: string, from: number, to: number, part: RegExp): string => {
	let [first, end] = [from, to];
	while (first > 0 && end - first <= longest && part.test(text[first - 1] ?? '')) first--;
	while (end < text.length && end - first <= longest && part.test(text[end] ?? '')) end++;
	return text.slice(first, end).toLowerCase();
};

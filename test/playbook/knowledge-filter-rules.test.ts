import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {filterRuleOf} from '../../source/core/filter-rule.ts';
import {loadKnowledge} from '../../source/playbook/knowledge.ts';

const {knowledge} = await loadKnowledge(fileURLToPath(new URL('../../playbooks', import.meta.url)));
if (!knowledge) throw new Error('the knowledge that is shipped has problems');
const {filterRules} = knowledge;
const about = (name: string) => filterRuleOf(filterRules, name)?.about;

test('there are enough rules, and each name stands once', () => {
	expect(filterRules.length).toBeGreaterThanOrEqual(150);
	const names = filterRules.flatMap(rule => rule.names);
	expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test.each(filterRules)('$names.0 is told in plain words', ({says, fix, source}) => {
	for (const sentence of [says, fix ?? says]) {
		expect(sentence).toMatch(/^[A-Z].*[^.]\.$/);
		expect(sentence).not.toMatch(/!|\p{Cc}|—/u);
		expect(sentence.length).toBeLessThanOrEqual(200);
	}
	expect(source).toMatch(
		/^(?:SpamAssassin 4\.0\.1(?:, [\w.]+)*(?:; )?)?(?:rspamd 3\.4(?:, [\w./-]+)*)?$|^https:\/\/\S+$/,
	);
	expect(source).not.toBe('');
});

/** Names that verification mails of devices, shops and small senders trip, as both filters print them. */
const met =
	`GTUBE MIME_HTML_ONLY HTML_IMAGE_ONLY_04 HTML_MESSAGE MISSING_DATE MISSING_MID DATE_IN_FUTURE_03_06 DATE_IN_PAST_96_XX
	DATE_IN_FUTURE FREEMAIL_FROM SPF_FAIL SPF_NONE DKIM_INVALID DKIM_VALID DMARC_REJECT DMARC_POLICY_REJECT R_SPF_FAIL
	R_SPF_NA R_DKIM_NA R_DKIM_REJECT ARC_NA RDNS_NONE RDNS_DYNAMIC HELO_DYNAMIC_IPADDR RCVD_IN_PBL RCVD_IN_ZEN_BLOCKED
	RCVD_IN_DNSWL_MED URIBL_BLACK URIBL_ABUSE_SURBL URIBL_BLOCKED BAYES_00 BAYES_99 BAYES_SPAM SUBJ_ALL_CAPS URI_HEX
	MIME_BASE64_TEXT FORGED_GMAIL_RCVD FORGED_SENDER FORGED_RECIPIENTS TO_EQ_FROM TO_DN_NONE PHISHING R_SUSPICIOUS_URL
	R_BAD_CTE_7BIT GREYLIST HFILTER_HOSTNAME_UNKNOWN HFILTER_HELO_NORES_A_OR_MX HFILTER_FROMHOST_NORES_A_OR_MX
	ONCE_RECEIVED MID_RHS_NOT_FQDN MID_RHS_MATCH_FROM MSGID_SHORT NO_RECEIVED NO_RELAYS T_REMOTE_IMAGE MIME_QP_LONG_LINE
	MPART_ALT_DIFF EMPTY_MESSAGE MISSING_SUBJECT MISSING_HEADERS INVALID_MSGID MIME_GOOD MIME_TRACE RCPT_COUNT_ONE
	RCVD_COUNT_ZERO FROM_NO_DN FROM_DN_EQ_ADDR FROM_EQ_ENVFROM AUTH_NA MANY_INVISIBLE_PARTS HAS_ATTACHMENT DMARC_NA
	TVD_SPACE_RATIO RCVD_ILLEGAL_IP DIRECT_TO_MX TO_MATCH_ENVRCPT_ALL TO_DOM_EQ_FROM_DOM MISSING_MIME_VERSION`.split(
		/\s+/,
	);

test.each(met)('%s is known', name => {
	expect(about(name)).toBeDefined();
});

describe('names that others begin with', () => {
	test.each([
		['URIBL_BLOCKED', 'list'],
		['URIBL_BLACK', 'link'],
		['URIBL_SOMETHING_NEW', 'link'],
		['RCVD_IN_SOMETHING_NEW', 'list'],
		['RCVD_NOTHING_OF_A_LIST', 'sender'],
		['FUZZY_DENIED', 'learned'],
		['FUZZY_BITCOIN', 'text'],
		['FORGED_SENDER', 'sender'],
		['HFILTER_HOSTNAME_UNKNOWN', 'sender'],
		['HFILTER_HOSTNAME_5', 'sender'],
	])('%s is about %s', (name, subject) => {
		expect(about(name)).toBe(subject);
	});

	test('nothing is known of what nobody wrote down', () => {
		expect(about('LOCAL_RULE_OF_THE_HOUSE')).toBeUndefined();
	});
});

// Long because every provider's header is written out here, as it writes it, with what must be read from it.
import type {Judgement} from '../../../source/core/trail.ts';

/** What a header must be read as. */
export type Letter = {
	readonly header: readonly string[];
	/** Of the heaviest verdict of the last receiver; `none`: it wrote nothing. */
	readonly judgement: Judgement | 'none';
	readonly by?: string;
	/** What the header comes to, as the check `message.headers` finds it. */
	readonly code: string;
	/** The cause that `explain` names. */
	readonly cause: string | null;
};

const letter = [
	'From: TerraMaster NAS <nas@example.org>',
	'To: Kim <kim@example.net>',
	'Subject: Your verification code',
	'Date: Sun, 22 Nov 2026 10:00:00 +0000',
	'Message-ID: <a1b2c3@nas.example.org>',
	'MIME-Version: 1.0',
	'Content-Type: text/plain; charset=utf-8',
];

const submission =
	'Received: from nas (unknown [203.0.113.7]) by smtp.example.org (Postfix) with ESMTPSA id 4X1; Sun, 22 Nov 2026 10:00:01 +0000 (UTC)';

/** The trace of Gmail: what it stamps inside, then what it took from outside, with its own judgement around it. */
const gmail = (results: readonly string[], more: readonly string[] = []): readonly string[] => [
	...more,
	'Delivered-To: kim.example@gmail.com',
	'Received: by 2002:a05:6a10:c6d2:b0:4d3:7f2e:9a01 with SMTP id gg18csp123456pxb; Sun, 22 Nov 2026 02:00:03 -0800 (PST)',
	'X-Google-Smtp-Source: AGHT+IFabcdef0123456789',
	'X-Received: by 2002:a17:907:9803:b0:a9a:1234:abcd with SMTP id ji3-20020a1709079803b00a9a1234abcdmr1234567ejc.3.1795341603000; Sun, 22 Nov 2026 02:00:03 -0800 (PST)',
	'ARC-Seal: i=1; a=rsa-sha256; t=1795341603; cv=none; d=google.com; s=arc-20240605; b=QUJD',
	`ARC-Authentication-Results: i=1; mx.google.com;\r\n       ${results.join(';\r\n       ')}`,
	'Return-Path: <nas@example.org>',
	'Received: from smtp.example.org (smtp.example.org. [198.51.100.25]) by mx.google.com with ESMTPS id a640c23a62f3a-a9b0 for <kim.example@gmail.com> (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256); Sun, 22 Nov 2026 02:00:03 -0800 (PST)',
	'Received-SPF: pass (google.com: domain of nas@example.org designates 198.51.100.25 as permitted sender) client-ip=198.51.100.25;',
	`Authentication-Results: mx.google.com;\r\n       ${results.join(';\r\n       ')}`,
	submission,
	...letter,
];

const passing = [
	'dkim=pass header.i=@example.org header.s=mail header.b=AbCd',
	'spf=pass (google.com: domain of nas@example.org designates 198.51.100.25 as permitted sender) smtp.mailfrom=nas@example.org',
	'dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=example.org',
];

/** The trace of Outlook.com and Microsoft 365: Exchange keeps what it writes below the letter. */
const outlook = (
	results: string,
	report: string,
	delivery: string | undefined,
	more: readonly string[] = [],
): readonly string[] => [
	'Received: from DM6PR01MB1234.prod.exchangelabs.com (2603:10b6:5:1::10) by SN6PR01MB4321.prod.exchangelabs.com with HTTPS; Sun, 22 Nov 2026 10:00:05 +0000',
	'Received: from DS7PR03CA0123.namprd03.prod.outlook.com (2603:10b6:5:3b8::20) by DM6PR01MB1234.prod.exchangelabs.com (2603:10b6:5:1::10) with Microsoft SMTP Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.9354.9; Sun, 22 Nov 2026 10:00:04 +0000',
	'Received: from DS1PEPF00017090.namprd03.prod.outlook.com (2603:10b6:5:3b8:cafe::1) by DS7PR03CA0123.outlook.office365.com (2603:10b6:5:3b8::20) with Microsoft SMTP Server id 15.20.9354.9 via Frontend Transport; Sun, 22 Nov 2026 10:00:04 +0000',
	`Authentication-Results: ${results}`,
	'Received-SPF: Pass (protection.outlook.com: domain of example.org designates 198.51.100.25 as permitted sender) receiver=protection.outlook.com; client-ip=198.51.100.25; helo=smtp.example.org; pr=C',
	'Received: from smtp.example.org (198.51.100.25) by DS1PEPF00017090.mail.protection.outlook.com (10.167.17.132) with Microsoft SMTP Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.9354.6 via Frontend Transport; Sun, 22 Nov 2026 10:00:03 +0000',
	submission,
	...letter,
	'Return-Path: nas@example.org',
	'X-MS-Exchange-Organization-AuthSource: DS1PEPF00017090.namprd03.prod.outlook.com',
	'X-MS-Exchange-Organization-AuthAs: Anonymous',
	...(report === '' ? [] : [`X-Forefront-Antispam-Report: ${report}`]),
	'X-Microsoft-Antispam: BCL:0;ARA:13230040|8096899003;',
	...(delivery === undefined ? [] : [`X-Microsoft-Antispam-Mailbox-Delivery: ${delivery}`]),
	'X-Microsoft-Antispam-Message-Info: =?us-ascii?Q?QUJDREVG?=',
	...more,
];

const microsoftPass =
	'spf=pass (sender IP is 198.51.100.25) smtp.mailfrom=example.org; dkim=pass (signature was verified) header.d=example.org;dmarc=pass action=none header.from=example.org;compauth=pass reason=100';

const report = (fields: string): string =>
	`CIP:198.51.100.25;CTRY:DE;LANG:en;${fields};H:smtp.example.org;PTR:smtp.example.org;DIR:INB;`;

/** A server of one's own: what its filters write above its stamp, right below it, and behind the letter. */
const own = ({
	above = [],
	edge = [],
	end = [],
}: {
	readonly above?: readonly string[];
	readonly edge?: readonly string[];
	readonly end?: readonly string[];
}): readonly string[] => [
	'Return-Path: <nas@example.org>',
	'Delivered-To: kim@example.net',
	'Received: from mail.example.net by mail.example.net with LMTP id abc; Sun, 22 Nov 2026 10:00:04 +0000',
	...above,
	'Received: from smtp.example.org (smtp.example.org [198.51.100.25]) by mail.example.net (Postfix) with ESMTPS id 4X2 for <kim@example.net>; Sun, 22 Nov 2026 10:00:03 +0000 (UTC)',
	...edge,
	submission,
	...letter,
	...end,
];

/** A provider of mailboxes that took the message from outside with its one server. */
const provider = (
	by: string,
	{
		above = [],
		edge = [],
		end = [],
	}: {
		readonly above?: readonly string[];
		readonly edge?: readonly string[];
		readonly end?: readonly string[];
	},
): readonly string[] => [
	...above,
	`Received: from smtp.example.org (smtp.example.org [198.51.100.25]) by ${by} with ESMTPS id 7; Sun, 22 Nov 2026 10:00:03 +0000`,
	...edge,
	submission,
	...letter,
	...end,
];

const spamStatus = [
	'X-Spam-Checker-Version: SpamAssassin 4.0.1 (2024-03-26) on mail.example.net',
	'X-Spam-Flag: YES',
	'X-Spam-Level: *******',
	'X-Spam-Status: Yes, score=7.3 required=5.0 tests=DATE_IN_PAST_03_06,HTML_MESSAGE,\r\n\tHTML_MIME_NO_HTML_TAG,MIME_HTML_ONLY,RDNS_NONE autolearn=no version=4.0.1',
	'X-Spam-Report: \r\n\t*  1.6 DATE_IN_PAST_03_06 Date: is 3 to 6 hours before Received: date\r\n\t*  0.0 HTML_MESSAGE BODY: HTML included in message\r\n\t*  3.1 MIME_HTML_ONLY BODY: Message only has text/html MIME parts\r\n\t*  1.3 RDNS_NONE Delivered to internal network by a host with no rDNS',
];

export const letters: Readonly<Record<string, Letter>> = {
	'Gmail, inbox or spam: it writes no verdict': {
		header: gmail(passing),
		judgement: 'unsaid',
		by: 'Gmail',
		code: 'untold',
		cause: null,
	},
	'Gmail, DMARC failed': {
		header: gmail([
			'spf=softfail (google.com: domain of transitioning nas@example.org does not designate 198.51.100.25 as permitted sender) smtp.mailfrom=nas@example.org',
			'dmarc=fail (p=QUARANTINE sp=QUARANTINE dis=QUARANTINE) header.from=example.org',
		]),
		judgement: 'unsaid',
		code: 'spf-failed',
		cause: 'reputation.spf',
	},
	'Gmail, SPF failed and DMARC passed all the same': {
		header: gmail([
			'dkim=pass header.i=@example.org header.s=mail',
			'spf=fail (google.com: domain of nas@example.org does not designate 198.51.100.25) smtp.mailfrom=nas@example.org',
			'dmarc=pass (p=REJECT) header.from=example.org',
		]),
		judgement: 'unsaid',
		code: 'untold',
		cause: null,
	},
	'Google Workspace hands spam on with a mark': {
		header: gmail(passing, ['X-Gm-Spam: 1', 'X-Gm-Phishy: 0']),
		judgement: 'junk',
		by: 'Gmail',
		code: 'junk',
		cause: 'filter.spam-score',
	},
	'Outlook.com, inbox': {
		header: outlook(
			microsoftPass,
			report('SCL:1;SRV:;IPV:NLI;SFV:NSPM;CAT:NONE;SFTY:'),
			'ucf:0;jmr:0;auth:1;dest:I;ENG:(910005)(944490095);',
		),
		judgement: 'passed',
		by: 'Outlook',
		code: 'clean',
		cause: null,
	},
	'Outlook.com, junk with SCL 5': {
		header: outlook(
			'spf=pass (sender IP is 198.51.100.25) smtp.mailfrom=example.org; dkim=none (message not signed) header.d=none;dmarc=bestguesspass action=none header.from=example.org;compauth=pass reason=109',
			report('SCL:5;SRV:;IPV:NLI;SFV:SPM;CAT:SPM'),
			'ucf:0;jmr:0;auth:0;dest:J;OFR:SpamFilterAuthJ;ENG:(910005)(944490095);RF:JunkEmail;',
		),
		judgement: 'junk',
		by: 'Outlook',
		code: 'junk-folder',
		cause: 'mailbox.junk',
	},
	'Microsoft 365, SCL 9 and no word of the mailbox': {
		header: outlook(microsoftPass, report('SCL:9;SRV:;IPV:NLI;SFV:SPM;CAT:HSPM'), undefined),
		judgement: 'junk',
		by: 'Microsoft 365',
		code: 'junk',
		cause: 'filter.spam-score',
	},
	'Microsoft 365, quarantine as phishing': {
		header: outlook(
			'spf=fail (sender IP is 198.51.100.25) smtp.mailfrom=example.org; dkim=none (message not signed) header.d=none;dmarc=fail action=oreject header.from=example.org;compauth=fail reason=000',
			report('SCL:8;SRV:;IPV:NLI;SFV:SPM;CAT:HPHISH'),
			undefined,
		),
		judgement: 'phishing',
		by: 'Microsoft 365',
		code: 'phishing',
		cause: 'filter.dangerous',
	},
	'Microsoft 365, malware': {
		header: outlook(microsoftPass, report('SCL:-1;SRV:;IPV:NLI;SFV:SKN;CAT:MALW'), undefined),
		judgement: 'malware',
		code: 'malware',
		cause: 'filter.dangerous',
	},
	'Microsoft 365, released from quarantine': {
		header: outlook(microsoftPass, report('SCL:-1;SRV:;IPV:NLI;SFV:SKQ;CAT:NONE'), undefined),
		judgement: 'allowed',
		code: 'clean',
		cause: null,
	},
	'Microsoft 365, a rule of the mailbox moved it': {
		header: outlook(
			microsoftPass,
			report('SCL:1;SRV:;IPV:NLI;SFV:NSPM;CAT:NONE'),
			'ucf:1;jmr:0;auth:0;dest:C;OFR:CustomRules;ENG:(910001);',
		),
		judgement: 'passed',
		code: 'other-folder',
		cause: 'mailbox.rule',
	},
	'Microsoft 365, bulk': {
		header: outlook(microsoftPass, report('SCL:1;SRV:BULK;IPV:NLI;SFV:NSPM;CAT:BULK'), undefined),
		judgement: 'bulk',
		code: 'bulk',
		cause: null,
	},
	'Microsoft 365 let pass what fails DMARC': {
		header: outlook(
			'spf=fail (sender IP is 198.51.100.25) smtp.mailfrom=example.org; dkim=none header.d=none;dmarc=fail action=none header.from=example.org;compauth=fail reason=001',
			report('SCL:1;SRV:;IPV:NLI;SFV:NSPM;CAT:NONE'),
			undefined,
		),
		judgement: 'passed',
		code: 'unauthenticated',
		cause: null,
	},
	'Gmail, sent through Microsoft 365: its outgoing report is no verdict': {
		header: [
			...gmail(passing),
			'X-MS-Exchange-Organization-SCL: 9',
			'X-Forefront-Antispam-Report: CIP:255.255.255.255;CTRY:;LANG:en;SCL:9;SRV:;IPV:NLI;SFV:SPM;H:AS8PR01.eurprd01.prod.exchangelabs.com;PTR:;CAT:OSPM;DIR:OUT;SFP:1102;',
		],
		judgement: 'unsaid',
		code: 'suspicious',
		cause: null,
	},
	'Yahoo, bulk': {
		header: [
			'X-Apparently-To: kim.example@yahoo.com; Sun, 22 Nov 2026 10:00:04 +0000',
			'Return-Path: <nas@example.org>',
			'X-YahooFilteredBulk: 198.51.100.25',
			'X-YMailISG: AbCdEfGh.0123456789_QrStUv',
			'Authentication-Results: atlas-production.v2-mail-prod1-gq1.omega.yahoo.com; dkim=pass header.i=@example.org header.s=mail; spf=pass smtp.mailfrom=example.org; dmarc=pass(p=NONE) header.from=example.org;',
			'Received: from 198.51.100.25 (EHLO smtp.example.org) by 10.217.136.73 with SMTPs (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256); Sun, 22 Nov 2026 10:00:04 +0000',
			submission,
			...letter,
		],
		judgement: 'junk',
		by: 'Yahoo',
		code: 'junk',
		cause: 'filter.spam-score',
	},
	'Yahoo, a verdict that only Yahoo can read': {
		header: provider('10.217.136.73', {
			above: [
				'X-Apparently-To: kim.example@yahoo.com; Sun, 22 Nov 2026 10:00:04 +0000',
				'X-YMailISG: AbCdEfGh.0123456789_QrStUv',
				'Authentication-Results: atlas101.yahoo.com; dkim=pass header.i=@example.org; spf=pass smtp.mailfrom=example.org; dmarc=pass(p=NONE) header.from=example.org;',
			],
		}),
		judgement: 'unsaid',
		by: 'Yahoo',
		code: 'untold',
		cause: null,
	},
	'iCloud, junk': {
		header: [
			'Received: from st43p00im-qukt05021701.me.com by p44-mailgateway-smtp-778464bd6-glqrh (mailgateway 2403B92) with SMTP id d888ea55 for <kim@icloud.com>; Sun, 22 Nov 2026 10:00:04 GMT',
			'X-Apple-MoveToFolder: Junk',
			'X-Apple-Action: MOVE_TO_FOLDER/Junk',
			'X-ICL-Score: 4.33',
			'Received: from smtp.example.org (smtp.example.org [198.51.100.25]) by st43p00im-qukt05021701.me.com (Postfix) with ESMTPS id 1; Sun, 22 Nov 2026 10:00:03 +0000 (UTC)',
			'Authentication-Results: dmarc.icloud.com; dmarc=pass header.from=example.org',
			'Authentication-Results: spf.icloud.com; spf=pass (spf.icloud.com: domain of nas@example.org designates 198.51.100.25 as permitted sender) smtp.mailfrom=nas@example.org',
			submission,
			...letter,
		],
		judgement: 'junk',
		by: 'iCloud',
		code: 'junk-folder',
		cause: 'mailbox.junk',
	},
	'iCloud, inbox': {
		header: provider('st43p00im-qukt05021701.me.com (Postfix)', {
			above: ['X-Apple-MoveToFolder: INBOX ', 'X-Apple-Action: MOVE_TO_FOLDER/INBOX'],
		}),
		judgement: 'passed',
		code: 'clean',
		cause: null,
	},
	'Proofpoint in front of Microsoft 365, spam': {
		header: outlook(microsoftPass, '', undefined, [
			'X-Proofpoint-Virus-Version: vendor=baseguard\r\n engine=ICAP:2.0.293,Aquarius:18.0.1143,Hydra:6.1.51,FMLib:17.12.100.49\r\n definitions=2026-11-20_06,2026-11-18_01,2025-10-01_01',
			'X-Proofpoint-Spam-Details: rule=spam policy=default score=100 spamscore=100 suspectscore=0\r\n phishscore=0 bulkscore=0 malwarescore=0 classifier=spam adjust=0 reason=mlx scancount=1 engine=8.19.0-2605130000',
		]),
		judgement: 'junk',
		by: 'Proofpoint',
		code: 'junk',
		cause: 'filter.spam-score',
	},
	'Proofpoint of the sender, on the way out': {
		header: own({
			end: [
				'X-Proofpoint-Spam-Details: rule=outbound_notspam policy=outbound score=0 mlxscore=0 bulkscore=0 spamscore=0 phishscore=0 classifier=spam adjust=0 reason=mlx',
			],
		}),
		judgement: 'none',
		code: 'untold',
		cause: null,
	},
	'Proofpoint, held back': {
		header: own({above: ['X-Proofpoint-Spam-Details: rule=quarantine_inbound policy=inbound score=91']}),
		judgement: 'quarantined',
		code: 'quarantined',
		cause: 'filter.quarantined',
	},
	'Mimecast, bulk': {
		header: own({
			edge: [
				'X-Mimecast-Spam-Score: 2',
				'X-Mimecast-Impersonation-Protect: Policy=Default; Similar Internal Domain=false;\r\n Newly Observed Domain=false; Internal User Name=false; Reply-to Address Mismatch=false',
				'X-Mimecast-Bulk-Signature: yes',
				'X-Mimecast-Spam-Signature: bulk',
			],
		}),
		judgement: 'bulk',
		by: 'Mimecast',
		code: 'bulk',
		cause: null,
	},
	'Mimecast, a sender that pretends': {
		header: own({
			edge: [
				'X-Mimecast-Impersonation-Protect: Policy=Default; Similar Internal Domain=true;Newly Observed Domain=true',
			],
		}),
		judgement: 'suspicious',
		code: 'suspicious',
		cause: null,
	},
	'Barracuda, held back': {
		header: own({
			end: [
				'X-Barracuda-Spam-Score: 4.10',
				'X-Barracuda-Spam-Status: Yes, SCORE=4.10 using global scores of TAG_LEVEL=1000.0 QUARANTINE_LEVEL=4.0 KILL_LEVEL=5.0 tests=BSF_SC0_MV1001, FROM_EXCESS_BASE64, MISSING_DATE, MISSING_MID',
				'X-Barracuda-Spam-Report: Code version 3.2, rules version 3.2.3.97185\r\n\tRule breakdown below\r\n\t pts rule name              description\r\n\t---- ---------------------- --------------------------------------------------\r\n\t0.14 MISSING_MID            Missing Message-Id: header\r\n\t1.40 MISSING_DATE           Missing Date: header',
			],
		}),
		judgement: 'quarantined',
		by: 'Barracuda',
		code: 'quarantined',
		cause: 'filter.quarantined',
	},
	'rspamd, spam': {
		header: own({
			edge: [
				'Authentication-Results: mail.example.net;\r\n\tdkim=none;\r\n\tspf=pass (mail.example.net: domain of nas@example.org designates 198.51.100.25 as permitted sender) smtp.mailfrom=nas@example.org;\r\n\tdmarc=none',
				'X-Rspamd-Server: mail.example.net',
				'X-Spamd-Result: default: False [9.10 / 15.00];\r\n\tMIME_HTML_ONLY(0.20)[];\r\n\tBAYES_SPAM(5.10)[99.99%];\r\n\tRDNS_NONE(2.00)[];\r\n\tR_SPF_ALLOW(-0.20)[+ip4:198.51.100.25]',
				'X-Rspamd-Action: add header',
				'X-Spam: Yes',
			],
		}),
		judgement: 'junk',
		by: 'rspamd on mail.example.net',
		code: 'junk',
		cause: 'filter.spam-score',
	},
	'rspamd, let through': {
		header: own({
			edge: [
				'X-Rspamd-Server: mail.example.net',
				'X-Spamd-Result: default: False [-1.20 / 15.00];\r\n\tR_DKIM_ALLOW(-0.20)[example.org:s=mail];\r\n\tMIME_GOOD(-0.10)[text/plain]',
			],
		}),
		judgement: 'passed',
		code: 'clean',
		cause: null,
	},
	'SpamAssassin through amavis, spam': {
		header: own({above: spamStatus}),
		judgement: 'junk',
		by: 'SpamAssassin on mail.example.net',
		code: 'junk',
		cause: 'filter.spam-score',
	},
	'SpamAssassin of Exim behind the letter, spam': {
		header: own({
			end: ['X-Spam-Status: Yes, score=6.2', 'X-Spam-Score: 62', 'X-Spam-Bar: ++++++', 'X-Spam-Flag: YES'],
		}),
		judgement: 'junk',
		code: 'junk',
		cause: 'filter.spam-score',
	},
	'an old SpamAssassin, with hits': {
		header: own({
			above: ['X-Spam-Status: No, hits=1.2 required=5.0 tests=NO_REAL_NAME,HTML_MESSAGE version=2.64'],
		}),
		judgement: 'passed',
		code: 'clean',
		cause: null,
	},
	'SpamAssassin with scores in brackets': {
		header: own({
			above: [
				'X-Virus-Scanned: Debian amavisd-new at mail.example.net',
				'X-Spam-Flag: NO',
				'X-Spam-Score: -0.999',
				'X-Spam-Status: No, score=-0.999 tagged_above=-9999 required=6.31\r\n\ttests=[ALL_TRUSTED=-1, URIBL_BLOCKED=0.001] autolearn=ham',
			],
		}),
		judgement: 'passed',
		code: 'clean',
		cause: null,
	},
	'a forged word that it is no spam': {
		header: own({end: ['X-Spam-Status: No, score=-99.0 required=5.0 tests=ALL_TRUSTED', 'X-Spam-Flag: NO']}),
		judgement: 'none',
		code: 'untold',
		cause: null,
	},
	'a forged result below the stamp of another server': {
		header: [
			...own({}).slice(0, -letter.length),
			'Authentication-Results: mail.example.net; dmarc=fail (p=REJECT) header.from=example.org; spf=fail smtp.mailfrom=example.org',
			'X-Spam-Status: Yes, score=99.0 required=5.0 tests=GTUBE',
			...letter,
		],
		judgement: 'none',
		code: 'suspicious',
		cause: null,
	},
	'amavis found a virus': {
		header: own({
			above: [
				'X-Virus-Scanned: amavis at mail.example.net',
				'X-Amavis-Alert: INFECTED, message contains virus: Eicar-Signature',
			],
		}),
		judgement: 'malware',
		by: 'amavis',
		code: 'malware',
		cause: 'filter.dangerous',
	},
	'QQ, spam': {
		header: provider('newxmmxsza7.qq.com (NewMX)', {
			edge: ['X-QQ-mid: xmmxsza7t1795341603t7', 'X-QQ-SPAM: true', 'X-QQ-RECHKSPAM: 3'],
		}),
		judgement: 'junk',
		by: 'QQ Mail',
		code: 'junk',
		cause: 'filter.spam-score',
	},
	'163: a verdict that only Coremail can read': {
		header: provider('mx4.163.com (Coremail)', {
			end: [
				'X-CM-TRANSID:PikvCgD3x3abcdef.12345S2',
				'X-Coremail-Antispam: 1Uf129KBjvJXoW7tFyxZFW',
				'X-CM-SenderInfo: xqdv1xgquh/1tbi',
			],
		}),
		judgement: 'unsaid',
		code: 'untold',
		cause: null,
	},
	'Mail.ru, let through': {
		header: provider('mx156.i.mail.ru', {
			edge: ['X-Mru-Authenticated-Sender: no', 'X-Spam: Not detected', 'X-Mras: Ok'],
		}),
		judgement: 'passed',
		by: 'Mail.ru',
		code: 'clean',
		cause: null,
	},
	'Yandex, spam': {
		header: provider('mail-nwsmtp-mxfront-42.sas.yp-c.yandex.net (mxfront/Yandex)', {
			edge: ['X-Yandex-Fwd: 1', 'X-Yandex-Spam: 4'],
		}),
		judgement: 'junk',
		by: 'Yandex',
		code: 'junk',
		cause: 'filter.spam-score',
	},
	'Yandex, let through': {
		header: provider('mail-nwsmtp-mxfront-42.sas.yp-c.yandex.net (mxfront/Yandex)', {
			edge: ['X-Yandex-Spam: 1'],
		}),
		judgement: 'passed',
		code: 'clean',
		cause: null,
	},
	'GMX, spam': {
		header: provider('mx-ha.gmx.net (mxgmx016 [212.227.15.9])', {
			edge: ['Authentication-Results: gmx.net; dkim=none; dmarc=none'],
			end: [
				'Envelope-To: <kim@gmx.net>',
				'X-GMX-Antispam: 6 (nemesis text pattern profiler); Detail=V3;',
				'X-Spam-Flag: YES',
				'X-UI-Filterresults: junk:10;V03:K0:abcdef=:QUJDREVG',
			],
		}),
		judgement: 'junk',
		code: 'junk',
		cause: 'filter.spam-score',
	},
	'GMX, let through': {
		header: provider('mx-ha.gmx.net (mxgmx016 [212.227.15.9])', {
			end: [
				'X-GMX-Antispam: 0 (Mail was not recognized as spam); Detail=V3;',
				'X-Spam-Flag: NO',
				'X-UI-Filterresults: notjunk:1;V03:K0:abcdef=:QUJDREVG',
			],
		}),
		judgement: 'passed',
		by: 'GMX',
		code: 'clean',
		cause: null,
	},
	'Zoho: a verdict that only Zoho can read': {
		header: provider('mx.zohomail.com', {
			edge: ['X-ZohoMail: Ss  SS_10 UW1 UB1 SGR3_0_01045_97', 'X-Zoho-Virus-Status: 2'],
		}),
		judgement: 'unsaid',
		code: 'untold',
		cause: null,
	},
	'Fastmail, a sender that it knows': {
		header: [
			'Received: from phl-compute-05.internal (phl-compute-05.internal [10.202.2.45]) by sloti1d2t13 (Cyrus 3.13.0-alpha0) with LMTPA; Sun, 22 Nov 2026 05:00:04 -0500',
			'X-Sieve: CMU Sieve 3.0',
			'X-Spam-known-sender: yes ("Address in contacts")',
			'X-Spam-score: 0.0',
			'X-Spam-hits: BAYES_00 -1.9, HTML_MESSAGE 0.001, ME_SENDERREP_NEUTRAL 0.001,\r\n  LANGUAGES en, BAYES_USED user, SA_VERSION 4.0.1',
			'X-Delivered-to: kim@fastmail.com',
			'Received: from phl-mx-05 ([10.202.2.204]) by phl-compute-05.internal (LMTPProxy); Sun, 22 Nov 2026 05:00:04 -0500',
			'Authentication-Results: mx5.messagingengine.com; dkim=pass header.d=example.org; dmarc=pass policy.published-domain-policy=none header.from=example.org; spf=pass smtp.mailfrom=nas@example.org',
			'Received: from smtp.example.org (smtp.example.org [198.51.100.25]) by mx5.messagingengine.com (Postfix) with ESMTPS id 5; Sun, 22 Nov 2026 05:00:03 -0500 (EST)',
			submission,
			...letter,
		],
		judgement: 'allowed',
		by: 'Fastmail',
		code: 'clean',
		cause: null,
	},
	'Bogofilter is not sure': {
		header: own({above: ['X-Bogosity: Unsure, tests=bogofilter, spamicity=0.519961, version=1.2.5']}),
		judgement: 'suspicious',
		code: 'suspicious',
		cause: null,
	},
	'MailScanner of an organization, spam': {
		header: own({
			above: [
				'X-example-net-MailScanner: Found to be clean',
				'X-example-net-MailScanner-SpamCheck: spam, SpamAssassin (not cached, score=7.1, required 6, BAYES_99 3.50)',
			],
		}),
		judgement: 'junk',
		by: 'MailScanner',
		code: 'junk',
		cause: 'filter.spam-score',
	},
	'forwarded, and SPF and DMARC broke': {
		header: [
			...gmail([
				'arc=pass (i=1 spf=pass spfdomain=example.org dkim=pass dkdomain=example.org dmarc=pass fromdomain=example.org)',
				'dkim=fail header.i=@example.org header.s=mail',
				'spf=fail (google.com: domain of nas@example.org does not designate 192.0.2.99) smtp.mailfrom=nas@example.org',
				'dmarc=fail (p=REJECT sp=REJECT dis=QUARANTINE) header.from=example.org',
			]).filter(line => line !== submission && !line.startsWith('From:')),
			'X-Forwarded-To: kim.example@gmail.com',
			'X-Forwarded-For: kim@example.net kim.example@gmail.com',
			'ARC-Authentication-Results: i=1; mail.example.net; spf=pass smtp.mailfrom=nas@example.org; dkim=pass header.d=example.org; dmarc=pass header.from=example.org',
			'Received: from smtp.example.org (smtp.example.org [198.51.100.25]) by mail.example.net (Postfix) with ESMTPS id 4X2; Sun, 22 Nov 2026 10:00:02 +0000 (UTC)',
			submission,
			letter[0] ?? '',
		],
		judgement: 'unsaid',
		code: 'forwarding-broke',
		cause: 'mailbox.forwarding',
	},
	'one hop took long': {
		header: [
			'Return-Path: <nas@example.org>',
			'Received: from smtp.example.org (smtp.example.org [198.51.100.25]) by mail.example.net (Postfix) with ESMTPS id 4X2; Sun, 22 Nov 2026 10:25:03 +0000 (UTC)',
			submission,
			...letter,
		],
		judgement: 'none',
		code: 'slow',
		cause: null,
	},
	'dated in the future': {
		header: own({}).map(line => (line.startsWith('Date:') ? 'Date: Mon, 23 Nov 2026 10:00:00 +0000' : line)),
		judgement: 'none',
		code: 'future-date',
		cause: null,
	},
	'dated in the past': {
		header: own({}).map(line => (line.startsWith('Date:') ? 'Date: Thu, 01 Jan 1970 00:00:00 +0000' : line)),
		judgement: 'none',
		code: 'past-date',
		cause: null,
	},
};

/** The octets of a message with this header. */
export const octetsOf = (header: readonly string[], body = 'Your code is 482 915.\r\n'): Buffer =>
	Buffer.from(`${header.join('\r\n')}\r\n\r\n${body}`);

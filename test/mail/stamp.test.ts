import {expect, test} from 'vitest';
import {readStamp} from '../../source/mail/stamp.ts';

const date = 'Mon, 15 Jun 2026 12:00:00 +0000';

test.each([
	// Postfix
	[
		`from nas (pool.isp.test [192.0.2.7]) (using TLSv1.3) by mx.a.test (Postfix; x) with ESMTPSA id 4b for <a@b.test>; ${date} (UTC)`,
		{from: 'nas', by: 'mx.a.test', date},
	],
	[`by nas.a.test (Postfix, from userid 1000) id 4b; ${date}`, {by: 'nas.a.test', date}],
	// qmail
	['(qmail 1234 invoked by uid 89); 15 Jun 2026 12:00:00 -0000', {date: '15 Jun 2026 12:00:00 -0000'}],
	[
		'from unknown (HELO nas) (192.0.2.7) by 0 with SMTP; 15 Jun 2026 12:00:00 -0000',
		{from: 'unknown', by: '0', date: '15 Jun 2026 12:00:00 -0000'},
	],
	// Exim
	[
		`from [192.0.2.7] (port=5 helo=nas) by mail.a.test with esmtpsa (TLS1.3) tls TLS_AES (Exim 4.98) (envelope-from <a@b.test>) id 1x-2; ${date}`,
		{from: '[192.0.2.7]', by: 'mail.a.test', date},
	],
	// Microsoft
	[
		`from AM.outlook.test (2603:10a6::5) by DB.outlook.test (2603:10a6::6) with Microsoft SMTP Server (version=TLS1_2, cipher=X) id 15.20.1; ${date}`,
		{from: 'AM.outlook.test', by: 'DB.outlook.test', date},
	],
	[
		`from AM.outlook.test ([fe80::1]) by AM.outlook.test ([fe80::1%7]) with mapi id 15.20; ${date}`,
		{from: 'AM.outlook.test', by: 'AM.outlook.test', date},
	],
	[`from mail pickup service by w.a.test with Microsoft SMTPSVC; ${date}`, {by: 'w.a.test', date}],
	// Google
	[`by 2002:a05:6a00::1 with SMTP id x; ${date} (PDT)`, {by: '2002:a05:6a00::1', date}],
	// sendmail
	[`(from root@localhost) by nas (8.18.1/8.18.1/Submit) id X; ${date}`, {by: 'nas', date}],
	// over HTTP
	[`from [192.0.2.1] by web.a.test with HTTP; ${date}`, {from: '[192.0.2.1]', by: 'web.a.test', date}],
	// dates and semicolons in comments
	[`from a (at Tue, 1 Jan 2019 00:00:00 +0000; by x) by b (y; z); ${date}`, {from: 'a', by: 'b', date}],
	['from a by b', {from: 'a', by: 'b'}],
	['FROM a BY b;', {from: 'a', by: 'b', date: ''}],
	['from', {}],
	['by', {}],
	['from a (by b; x', {}],
	['', {}],
	[`${'('.repeat(5000)}from a`, {}],
])('%j', (text, stamp) => {
	expect(readStamp(text)).toEqual(stamp);
});

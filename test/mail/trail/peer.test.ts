import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readPeer} from '../../../source/mail/trail/peer.ts';

const at = 'with ESMTPS id 7; Sun, 22 Nov 2026 10:00:03 +0000';

test.each([
	[
		'Postfix',
		`from called.example (name.example [198.51.100.25]) (using TLSv1.3 with cipher X) by mx.example.net (Postfix) ${at}`,
		{address: '198.51.100.25', verified: 'name.example', called: 'called.example'},
	],
	[
		'Postfix, without a reverse name',
		`from nas (unknown [198.51.100.25]) by mx.example.net (Postfix) ${at}`,
		{address: '198.51.100.25', verified: 'unknown', called: 'nas'},
	],
	[
		'Gmail',
		`from called.example (name.example. [2001:db8::7]) by mx.google.com ${at}`,
		{address: '2001:db8::7', verified: 'name.example', called: 'called.example'},
	],
	[
		'Sendmail',
		`from called.example (name.example [198.51.100.25] (may be forged)) by mx.example.net (8.18.1/8.18.1) ${at}`,
		{address: '198.51.100.25', verified: 'name.example', called: 'called.example'},
	],
	[
		'Exim',
		`from name.example ([198.51.100.25]:53322 helo=[127.0.0.1]) by mx.example.net ${at}`,
		{address: '198.51.100.25', verified: 'name.example', called: 'name.example'},
	],
	[
		'Exim, without a reverse name',
		`from [198.51.100.25] (port=53322 helo=mx.example.net) by mx.example.net ${at}`,
		{address: '198.51.100.25'},
	],
	[
		'Exchange',
		`from A.prod.outlook.com (2603:10b6:5:1::10) by B.prod.exchangelabs.com (2603:10b6:5:2::20) ${at}`,
		{address: '2603:10b6:5:1::10', called: 'A.prod.outlook.com'},
	],
	[
		'qmail',
		`from unknown (HELO mx.example.net) (198.51.100.25) by mx.example.net ${at}`,
		{address: '198.51.100.25', called: 'unknown'},
	],
	['Yahoo', `from 198.51.100.25 (EHLO called.example) by 10.217.136.73 ${at}`, {address: '198.51.100.25'}],
	['IPv6', `from [IPv6:2001:db8::7] by mx.example.net ${at}`, {address: '2001:db8::7'}],
	[
		'Dovecot',
		`from mx.example.net ([127.0.0.1]) by vm with LMTP id abc; x`,
		{address: '127.0.0.1', verified: 'mx.example.net', called: 'mx.example.net'},
	],
	[
		'Dovecot over a socket',
		'from mx.example.net by mx.example.net with LMTP id abc',
		{called: 'mx.example.net'},
	],
	['spamc', 'from localhost by vm with SpamAssassin (version 4.0.1); x', {called: 'localhost'}],
	[
		'a name that says by',
		`from by (name.example [198.51.100.25]) by mx.example.net ${at}`,
		{
			address: '198.51.100.25',
			verified: 'name.example',
		},
	],
	['nobody', 'by mail.example.net (Postfix, from userid 5001) id 7; x', {}],
	['nothing', '', {}],
])('%s', (_, stamp, peer) => {
	expect(readPeer(stamp)).toMatchObject(peer);
});

test('what a server calls itself in a comment behind `by` is not whom it had the message from', () => {
	expect(readPeer('from a.example by b.example (b.example [198.51.100.9]) with SMTP; x')).toEqual({
		called: 'a.example',
	});
});

test('anything is read', () => {
	fc.assert(
		fc.property(fc.string({maxLength: 300}), text => {
			readPeer(text);
			readPeer(`from ${text} by x`);
		}),
	);
});

import {expect, test} from 'vitest';
import {receiverOf} from '../../../source/mail/trail/receiver.ts';

const taken = 'from mail.home.example (unknown [198.51.99.7]) by mx.example.net (Postfix) with ESMTP id 1';
const sent = 'from nas.home.example by smtp.home.example (Postfix) with ESMTPSA id 0';

test.each([
	[
		'a mailbox of a bare name, by a socket',
		['from mx.example.net\r\n\tby vm\r\n\twith LMTP\r\n\tid 2', taken],
		'edge',
	],
	['over TLS', ['from mx.example.net by 4f1a2b with LMTPS; Mon', taken], 'edge'],
	['a comment says nothing of it', ['from mx.example.net (with LMTP x) by vm with ESMTP', taken], 'below'],
	[
		'below the last stamp it says nothing',
		[taken, 'from evil.example by mx.example.net with LMTP id 2'],
		'below',
	],
] as const)('what LMTP hands over comes from the same house: %s', (_, stamps, place) => {
	const header = [
		...stamps.map(value => ({name: 'received', value})),
		{name: 'authentication-results', value: 'mx.example.net; dkim=pass'},
		{name: 'received', value: sent},
		{name: 'from', value: 'nas@home.example'},
	];
	expect(receiverOf(header).placeOf(stamps.length)).toBe(place);
});

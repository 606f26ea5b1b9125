import {expect, test} from 'vitest';
import greylisting from '../../../source/checks/spam/greylisting.ts';
import {bareRule, because, inconclusive, passed, reply, rules, stopped} from '../said.ts';
import {describeCheck, runOn} from '../taped.ts';

const server = {
	host: 'mx.mailbox.test',
	port: 25,
	security: 'none',
	from: 'nas@home.test',
	to: 'person@mailbox.test',
};
const {unsure: _, ...greylistRule} = bareRule(450, 'filter.greylisted');
const later = {
	smtp: stopped('recipient', reply('450 4.7.1 Greylisted, try again in 2 minutes')),
	replies: [...rules, greylistRule],
};
const {again, ...when} = {
	...later,
	again: passed('recipient'),
	params: {'may-wait': 'yes', 'code-life': '5'},
};

describeCheck(
	greylisting,
	server,
	[
		{
			finds: 'not-greylisted',
			when: {smtp: passed('recipient')},
			says: 'mx.mailbox.test takes mail for person@mailbox.test at the first try: it does not greylist this sender from here.',
		},
		{finds: 'greylisted', when: {...later, params: {'may-wait': 'no'}}},
		{finds: 'greylisted', when: later, facts: {not: 'nobody agreed to wait'}},
		{finds: 'accepted-later', when: {...when, again}, facts: {waited: '2 minutes', life: '5 minutes'}},
		{
			finds: 'too-late',
			when: {...when, again, params: {'may-wait': 'yes', 'code-life': '2'}},
		},
		{finds: 'still-greylisted', when: {...when, again: later.smtp}},
		{finds: 'refused', when: {smtp: stopped('recipient', because('recipient.unknown'))}},
		{finds: 'put-off', when: {smtp: stopped('recipient', because('recipient.mailbox-full', 450))}},
		{finds: 'no-recipient', when: {params: {to: undefined}}},
		{finds: 'not-reached', when: {smtp: stopped('connect', because('reputation.blocklisted'))}},
		{finds: 'no-answer', when: {smtp: {code: 'timeout'}}},
	],
	{
		...inconclusive('recipient'),
		'a refusal for another reason': {smtp: stopped('recipient', because('recipient.unknown'))},
		'a refusal by a list': {smtp: stopped('recipient', because('reputation.blocklisted'))},
	},
);

test('no mail is sent: the question goes to the recipient and no further', async () => {
	const {asked} = await runOn(greylisting, {...when, again}, server);
	expect(asked.map(one => ('stage' in one ? one.stage : 'pause'))).toEqual([
		'recipient',
		'pause',
		'recipient',
	]);
});

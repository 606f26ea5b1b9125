import sender from '../../../source/checks/settings/sender.ts';
import {describeCheck} from '../taped.ts';

const base = {host: 'smtp.provider.test', user: 'nas@home.test', from: 'nas@home.test'};

describeCheck(
	sender,
	base,
	[
		{finds: 'same', when: {params: {from: 'NAS@Home.test'}}},
		{
			finds: 'not-an-address',
			when: {params: {user: 'nas'}},
			says: 'The login is a name, not an address; the sender is nas@home.test.',
		},
		{finds: 'different', when: {params: {from: 'other@home.test'}}},
		{finds: 'different', when: {params: {from: 'other@home.test', host: undefined}}},
		{finds: 'different', when: {params: {from: 'other@home.test', host: 'not163.com'}}},
		{
			finds: 'must-match',
			when: {params: {from: 'other@163.com', user: 'nas@163.com', host: 'smtp.163.com'}},
			says: 'smtp.163.com is known to accept only the login nas@163.com as sender, and the device uses other@163.com.',
		},
		{finds: 'not-told', when: {params: {from: undefined}}},
		{finds: 'not-told', when: {params: {user: undefined}}},
		{
			finds: 'no-login',
			when: {params: {user: ''}},
			says: 'The device sends as nas@home.test, without a login.',
		},
	],
	{
		'a provider that is known to be strict': {
			params: {from: 'other@qq.com', user: 'nas@qq.com', host: 'smtp.qq.com'},
		},
	},
);

import quota from '../../../source/checks/mailbox/quota.ts';
import type {Quota} from '../../../source/core/imap.ts';
import {box, inOurWay, opened, shut} from '../boxed.ts';
import {describeCheck} from '../taped.ts';

const mb = 1_048_576;
const stored = (used: number, limit: number) => ({
	imap: {quota: opened({quota: [{root: '', storage: {used, limit}}]})},
});
const counted = (used: number, limit: number) => ({
	imap: {quota: opened({quota: [{root: 'ROOT', messages: {used, limit}}]})},
});

const said = (one: Quota) => ({imap: {quota: opened({quota: [one]})}});

describeCheck(
	quota,
	box,
	[
		{
			finds: 'room',
			when: stored(150 * mb, 1024 * mb),
			says: 'The mailbox person@mailbox.test has room: 150 MB of 1 GB (14 %).',
		},
		{
			finds: 'room',
			when: {imap: {quota: opened({quota: [{root: ''}]})}},
			says: 'The mailbox person@mailbox.test has room: the server sets no limit.',
		},
		{finds: 'nearly-full', when: stored(973 * mb, 1024 * mb)},
		{finds: 'nearly-full', when: stored(16 * mb, 20 * mb)},
		{finds: 'nearly-full', when: counted(95, 100)},
		{
			finds: 'full',
			when: stored(1024 * mb, 1024 * mb),
			says: 'The mailbox person@mailbox.test is full by its own count: 1 GB of 1 GB (100 %). Many mail services let nothing new in then.',
		},
		{finds: 'full', when: stored(1025 * mb, 1024 * mb)},
		{finds: 'nearly-full', when: stored(1024 * mb - 1000, 1024 * mb)},
		{finds: 'full', when: counted(100, 100)},
		{
			finds: 'full',
			when: {
				imap: {
					quota: opened({
						quota: [
							{root: 'a', storage: {used: 1, limit: 1024 * mb}},
							{root: 'b', storage: {used: 5, limit: 5}, messages: {used: 1, limit: 9}},
						],
					}),
				},
			},
			facts: {
				details: [
					'a: 1 bytes of 1 GB (0 %).',
					'b: 5 bytes of 5 bytes (100 %).',
					'b: 1 messages of 9 messages (11 %).',
				],
			},
		},
		{finds: 'untold', when: {imap: {quota: opened()}}},
		{finds: 'untold', when: stored(5 * mb, 0)},
		{finds: 'untold', when: stored(-1, 1024 * mb)},
		{finds: 'untold', when: counted(5, 0)},
		{finds: 'untold', when: said({root: '', untold: ['storage', 'messages']})},
		{finds: 'untold', when: said({root: '', untold: ['storage'], messages: {used: 1, limit: 9}})},
		{finds: 'full', when: said({root: '', untold: ['storage'], messages: {used: 9, limit: 9}})},
		{
			finds: 'room',
			when: said({root: '', untold: ['messages'], storage: {used: mb, limit: 1024 * mb}}),
			facts: {
				details: [
					'The mailbox: 1 MB of 1 GB (0 %).',
					'The mailbox: what the server says of a limit there tells nothing.',
				],
			},
		},
		{finds: 'untold', when: {imap: {quota: opened({quota: []})}}},
		{finds: 'not-reached', when: {imap: {quota: shut('login', {text: 'no'})}}},
	],
	inOurWay('quota'),
);

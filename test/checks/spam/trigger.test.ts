import trigger from '../../../source/checks/spam/trigger.ts';
import {describeCheck} from '../taped.ts';
import {base, by, filter, gtube, message, turning} from './trigger/filter.ts';

describeCheck(
	trigger,
	base,
	[
		{
			finds: 'found',
			when: gtube,
			says: 'What trips SpamAssassin: the phrase 7. With it the score is 1000, without it 0, and it is spam from 5 on. What no longer fires: It holds the test text (GTUBE, 1000). That holds for this filter with its present rules, and for the receiver’s only where it is the same.',
			facts: {
				pieces: [{id: 'phrase.7', shown: 'the phrase 7'}],
				remedy: 'Change this in the message: the phrase 7. Take it out.',
			},
		},
		{
			finds: 'found',
			when: by(
				filter([
					['URIBL_BLACK', 4, gone => gone('link.2')],
					['OTHER', 3, () => false],
				]),
			),
			facts: {what: 'the link 2', before: '7', after: '3'},
		},
		{
			finds: 'found',
			when: by(
				filter([
					['ONE', 4, gone => gone('header.x-mailer')],
					['TWO', 4, gone => gone('phrase.3')],
					['THREE', 4, gone => gone('form.date')],
				]),
			),
			facts: {what: 'the header x-mailer and the form date', after: '4'},
		},
		{
			finds: 'not-in-message',
			when: by(
				filter([
					['RCVD_IN_PBL', 6, () => false],
					['ONE', 1, gone => gone('phrase.1')],
				]),
			),
			says: 'SpamAssassin takes the message for spam even without all that can be left out of it: 6 of its score of 7 remain, and it is spam from 5 on. So it is the sender, the way, or what remains. (RCVD_IN_PBL, 6).',
		},
		{
			finds: 'not-in-message',
			when: {...by(filter([['RCVD_IN_PBL', 6, () => false]])), message: {...message, pieces: []}},
		},
		{
			finds: 'not-spam',
			when: by(filter([['ONE', 1, () => false]])),
			says: 'SpamAssassin takes the message for no spam: its score is 1, and it is spam from 5 on. There is nothing to look for.',
		},
		{
			finds: 'gave-up',
			when: {...gtube, params: {tries: 5}},
			says: 'What trips SpamAssassin was not found out in 3 tries: 5 tries were allowed. Without the header subject, the header x-mailer, the form date and 12 more pieces it passes with a score of 0; whether less is enough is open.',
		},
		{
			finds: 'gave-up',
			when: by(
				filter([
					['EMPTY', 9, gone => !gone('header.subject')],
					['ONE', 6, gone => gone('header.subject')],
				]),
			),
			facts: {best: 'No change that was tried lets it pass.'},
		},
		{
			finds: 'gave-up',
			when: by(
				turning(4, filter([['GTUBE', 1000, gone => gone('phrase.12')]]), {
					code: 'timeout',
					detail: 'no verdict',
				}),
			),
			facts: {failure: 'no verdict'},
		},
		{finds: 'gave-up', when: by(filter([['A', 9, gone => gone('phrase.12')]], {ms: 20_000}))},
		{
			finds: 'changed-its-mind',
			when: by(turning(3, filter([['A', 9, gone => gone('header.subject')]]), {score: 4, spam: false})),
			says: 'SpamAssassin scores the same message differently at a second look, 9 and then 4, so nothing is proven: it learns from what it is shown, or asks others.',
		},
		{finds: 'changed-its-mind', when: by(turning(2, filter([['A', 9, () => false]]), {score: 9.3}))},
		{
			finds: 'route-unknown',
			when: by(
				filter([
					['RDNS_NONE', 2.4, () => false],
					['A', 3, () => false],
				]),
			),
		},
		{finds: 'put-off', when: by(filter([], {filter: 'rspamd', action: 'soft reject'}))},
		{finds: 'not-scanned', when: by(() => ({code: 'not-offered', detail: 'rspamd skips this message'}))},
		{finds: 'not-scanned', when: by(filter([['TIME_LIMIT_EXCEEDED', 9, () => false]]))},
		{finds: 'unsettled', when: by(filter([], {filter: 'rspamd', action: 'house rule'}))},
		{finds: 'not-asked', when: by(() => ({code: 'not-permitted', detail: 'not in clear text'}))},
		{finds: 'no-filter', when: by(() => ({code: 'refused'}))},
		{finds: 'no-message', when: {message: {code: 'unreadable', detail: 'no such file'}}},
		{finds: 'no-message', when: {params: {file: undefined}}},
	],
	{
		'a filter that is not there': by(() => ({code: 'refused'})),
		'a filter that goes away': by(turning(1, filter([['A', 9, () => false]]), {code: 'closed'})),
		'a message that is spam only because nothing of it is left': by(
			filter([
				['EMPTY', 9, gone => !gone('phrase.1')],
				['A', 4, () => false],
				['B', 2, gone => gone('phrase.2')],
			]),
			{tries: 6},
		),
		'not on tape': {message},
	},
);

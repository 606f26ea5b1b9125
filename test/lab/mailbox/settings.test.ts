import {expect, test} from 'vitest';
import {assemble, parseScenario, parseWritten} from '../../../source/lab/scenario.ts';

const heading = 'title: One\nabout: A world.\nfault: none\nexpect: {verdict: healthy}\n';
const mistakes = (world: string) => {
	const parsed = parseScenario('one', `${heading}${world}`);
	return parsed.ok
		? []
		: parsed.failure.map(({path: place, message, line}) => `${line} ${place}: ${message}`);
};

test('mistakes in a mailbox are pointed at', () => {
	expect(mistakes('mailbox: {}\n')).toEqual([]);
	expect(mistakes('mailbox:\n  folders:\n    - path: INBOX\n      use: junk\n')).toEqual([
		'8 mailbox.folders.0.use: INBOX and nothing else is the inbox (RFC 9051 section 5.1)',
	]);
	expect(mistakes('mailbox:\n  messages:\n    - folder: Spam\n')).toEqual([
		'7 mailbox.messages.0.folder: there is no folder "Spam"',
	]);
	expect(mistakes('mailbox:\n  folders:\n    - path: A\n    - path: A\n')).toEqual([
		'8 mailbox.folders.1.path: there are two folders "A"',
	]);
	expect(mistakes('mailbox:\n  arrives:\n    - file: messages/nothing.eml\n')).toEqual([
		'7 mailbox.arrives.0.file: there is no file "messages/nothing.eml"',
	]);
	expect(mistakes('mailbox:\n  arrives:\n    - {of: test-mail, file: messages/a.eml}\n')).toEqual([
		'7 mailbox.arrives.0.file: the test mail is no file',
	]);
	expect(mistakes('mailbox:\n  stop: {stage: login}\n')).toEqual([
		'6 mailbox.stop: either a refusal or a failure ends a conversation',
	]);
	expect(mistakes('mailbox:\n  messages:\n    - {at: yesterday}\n')).toEqual([
		'7 mailbox.messages.0.at: expected how long ago, such as -10m',
	]);
	expect(mistakes('mailbox: {imap: x}\n')).toEqual(['5 mailbox.imap: nothing here is called "imap"']);
});

test('the mailbox of a scenario is laid over that of its parts, key by key, and its files are found', () => {
	const own = parseWritten(
		`${heading}parts: [box]\nmailbox:\n  messages:\n    - {folder: Spam, file: messages/a.eml}\n`,
	);
	if (!own.ok) throw new Error(JSON.stringify(own.failure));
	const part = 'mailbox:\n  user: me\n  folders: [{path: Spam, use: junk}]\n  messages: [{}, {}]\n';
	const beside = {
		parts: new Map([['box', part]]),
		messages: new Map([['messages/a.eml', '/scenarios/messages/a.eml']]),
	};
	const parsed = assemble('one', own.value, beside);
	expect(parsed.ok && parsed.value.mailbox).toMatchObject({
		user: 'me',
		folders: [{path: 'Spam'}],
		messages: [{folder: 'Spam', file: '/scenarios/messages/a.eml'}],
	});
	const lost = assemble('one', own.value, {...beside, messages: new Map()});
	expect(lost.ok ? [] : lost.failure).toMatchObject([
		{path: 'mailbox.messages.0.file', message: 'there is no file "messages/a.eml"', line: 8},
	]);
});

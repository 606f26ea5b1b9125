import {expect, test} from 'vitest';
import {lostmail} from './lostmail.ts';

const book = 'tos-verification-code';

/** Arguments, and what the complaint has to say: what was seen, what was expected, the nearest known name. */
const mistakes: ReadonlyArray<readonly [args: readonly string[], wanted: readonly string[]]> = [
	[['rnu'], ["'rnu'", 'Did you mean run?']],
	[
		['case', 'replya', 'x'],
		["'replya'", 'Did you mean replay?'],
	],
	[
		['run', book, '--jsno'],
		["'--jsno'", 'Did you mean --json?'],
	],
	[['run'], ["missing required argument 'playbook'"]],
	[['run', book, 'extra'], ['too many arguments']],
	[
		['run', book, '--report', 'jsn'],
		["'jsn'", 'text, transcript, json, ndjson'],
	],
	[
		['run', 'tos-verfication-code'],
		['"tos-verfication-code"', `did you mean ${book}?`, 'expected a path, or one of'],
	],
	[
		['run', 'missing.yaml'],
		['there is no playbook "missing.yaml"', book],
	],
	[['run', '/'], ['cannot read the playbook /']],
	[
		['run', book, '--set', 'smtp-hots=x'],
		['"smtp-hots"', 'did you mean smtp-host?', 'known: who-can-log-in, account'],
	],
	[
		['run', book, '--set', 'smtp-port=99999'],
		['smtp-port', '99999', 'a port from 1 to 65535'],
	],
	[
		['run', book, '--set', 'smtp-security=tls'],
		['"tls"', 'starttls, implicit, none, unknown'],
	],
	[
		['run', book, '--secret', 'smtp-pasword=env:HOME'],
		['"smtp-pasword"', 'did you mean smtp-password?'],
	],
	[
		['run', book, '--resolver', '1.2.3'],
		['--resolver 1.2.3', 'ADDRESS:PORT'],
	],
	[
		['run', book, '--connect-to', 'a'],
		['"a"', 'HOST:PORT:ADDR:PORT'],
	],
	[
		['run', book, '--timeout', 'soon'],
		['--timeout soon', '500ms, 5s or 2m'],
	],
	[
		['run', book, '--ca', '/missing.pem'],
		['/missing.pem', 'there is no such file'],
	],
	[
		['check', 'dns.mxx', 'domain=example.org'],
		['"dns.mxx"', 'did you mean dns.mx?', 'known checks: address.blocklists'],
	],
	[
		['check', 'dns.mx', 'domian=example.org'],
		['"domian"', 'did you mean domain?', 'known: domain'],
	],
	[['check', 'spf'], ['there is no check "spf"; did you mean domain.spf?']],
	[
		['check', 'dns.mx'],
		['dns.mx', 'domain'],
	],
	[
		['check', 'domain.spf'],
		['domain.spf needs domain=', 'domain  The domain', 'ip      May be left out.'],
	],
	[
		['check', 'dns.mx', 'domain=not a domain'],
		['"not a domain"', 'expected a domain such as example.org'],
	],
	[['check', 'dns.mx', 'domain'], ['expected key=value']],
	[
		['check', 'spam.score', 'filter=nonsense', 'file=README.md'],
		['spam.score: filter: expected spamd:HOST:PORT'],
	],
	[['check', 'spam.score', 'filter=spamd:127.0.0.1:783'], ['spam.score needs file=…']],
	[
		['check', 'message.bounce', 'file=/missing.eml'],
		['message.bounce: file: /missing.eml: cannot be read: there is no such file'],
	],
	[
		['check', 'mailbox.login'],
		['Not given as password=…, but as --secret password=env:NAME, file:PATH, fd:N or prompt.'],
	],
	[
		['lab', 'up', 'helthy'],
		['"helthy"', 'did you mean healthy?', 'lostmail lab list'],
	],
	[
		['demo', 'helthy'],
		['"helthy"', 'did you mean healthy?'],
	],
	[
		['case', 'replay', '/missing.ndjson'],
		['/missing.ndjson', 'there is no such file'],
	],
	[['playbook', 'lint'], ["missing required argument 'playbook'"]],
];

test.each(mistakes)('%j is a usage error that helps', async (args, wanted) => {
	const {code, stdout, stderr} = await lostmail(args);
	expect(stdout).toBe('');
	// A long sentence may be broken into lines anywhere.
	const whole = `${stderr}\n${stderr.replaceAll(/\s+/g, ' ')}`;
	for (const part of wanted) expect(whole).toContain(part);
	expect(stderr).not.toContain('our fault');
	expect(code).toBe(2);
});

test.each([
	[['check', 'nope']],
	[['check', 'mailbox.login', 'password=x']],
	[['check', 'mailbox.login', '--secret', 'password=x']],
	[['check', 'mailbox.login', '--secret', 'password']],
	[['check', 'mailbox.login', 'security=x', 'port=0']],
])('%j fits a terminal', async args => {
	const {code, stderr} = await lostmail(args);
	expect(code).toBe(2);
	for (const line of stderr.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80);
});

test('all mistakes of a command line are told at once', async () => {
	const {stderr} = await lostmail([
		'run',
		book,
		'--set',
		'smtp-port=0',
		'--set',
		'nope=1',
		'--set',
		'address=x',
	]);
	for (const part of ['smtp-port', '"nope"', 'e-mail address']) expect(stderr).toContain(part);
	const reach = await lostmail(['run', book, '--resolver', 'x y', '--connect-to', 'a', '--timeout', '0']);
	for (const part of ['--resolver', '--connect-to', '--timeout']) expect(reach.stderr).toContain(part);
	expect(reach.code).toBe(2);
});

test('missing inputs are all named, with the way to give each', async () => {
	const {code, stdout, stderr} = await lostmail(['run', book, '--set', 'account=user']);
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	const missing = [
		'who-can-log-in',
		'address',
		'smtp-host',
		'smtp-port',
		'smtp-security',
		'smtp-user',
		'smtp-from',
	];
	expect(stderr).toContain(missing.join(', '));
	for (const name of missing) expect(stderr).toContain(`--set ${name}=`);
	expect(stderr).toContain('--set smtp-security=starttls|implicit|none');
	expect(stderr).not.toContain('--set account=');
});

test.each([['--help'], ['run', '--help'], ['check', '--help'], ['case', 'replay', '--help'], ['--version']])(
	'%j answers on stdout and is no mistake',
	async (...args) => {
		const {code, stdout, stderr} = await lostmail(args);
		expect({code, stderr}).toEqual({code: 0, stderr: ''});
		expect(stdout).not.toBe('');
	},
);

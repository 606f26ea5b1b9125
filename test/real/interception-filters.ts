import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {accepts, type Daemon, freePort, startDaemon} from './daemon.ts';
import {openDkim} from './opendkim.ts';
import {startRspamd} from './rspamd.ts';
import {startSpamd} from './spamd.ts';

type Milter = Daemon & {
	/** As Postfix names it. */
	readonly milter: string;
};

/**
 * rspamd before a mail server: it writes its verdict into the header of every mail and refuses none. It scores whatever is
 * for `strict` as spam, by a rule of its own.
 */
export const startRspamdMilter = async (
	folder: string,
	{resolver, strict}: {readonly resolver: number; readonly strict: string},
): Promise<Milter> => {
	const local = path.join(folder, 'local');
	await mkdir(path.join(local, 'local.d'), {recursive: true});
	const port = await freePort();
	const list = path.join(local, 'strict');
	await writeFile(list, `${strict}\n`);
	const settings = {
		'rspamd.conf.local': `
worker "rspamd_proxy" {
	bind_socket = "127.0.0.1:${port}";
	milter = yes;
	count = 1;
	spam_header = "X-Spam";
	upstream "local" {
		default = yes;
		self_scan = yes;
	}
}
`,
		'local.d/milter_headers.conf': `
use = ["x-spam-status", "x-spam-level", "x-spamd-result", "authentication-results"];
`,
		'local.d/multimap.conf': `
STRICT_MAILBOX {
	type = "rcpt";
	map = "${list}";
	score = 9.0;
	description = "This mailbox wants no automatic mail";
}
`,
		'local.d/actions.conf': 'reject = 100;\ngreylist = null;\n"add header" = 6;\n',
	};
	for (const [name, text] of Object.entries(settings)) await writeFile(path.join(local, name), text);
	const daemon = await startRspamd(folder, {resolver});
	return {...daemon, milter: `inet:127.0.0.1:${port}`};
};

/** SpamAssassin that takes all mail for `strict` for spam, by a rule of its own. */
export const startStrictSpamd = async (folder: string, strict: string): ReturnType<typeof startSpamd> => {
	const site = path.join(folder, 'site');
	await mkdir(site, {recursive: true});
	await writeFile(
		path.join(site, 'strict.cf'),
		[
			`header STRICT_MAILBOX To:addr =~ /^${strict.replaceAll(/\W/g, '\\$&')}$/`,
			'score STRICT_MAILBOX 9',
			'describe STRICT_MAILBOX This mailbox wants no automatic mail',
			'',
		].join('\n'),
	);
	return startSpamd(folder);
};

/** OpenDKIM that signs what passes; `record` is what the domain has to publish. */
export const startSigner = async (
	folder: string,
	{domain, selector}: {readonly domain: string; readonly selector: string},
): Promise<Milter & {readonly record: string}> => {
	const {record} = await openDkim(folder, {domain, selector});
	const port = await freePort();
	const daemon = await startDaemon(
		'/usr/sbin/opendkim',
		['-f', '-x', path.join(folder, 'opendkim.conf'), '-p', `inet:${port}@127.0.0.1`],
		{log: path.join(folder, 'opendkim.log'), ready: () => accepts({port})},
	);
	return {...daemon, record, milter: `inet:127.0.0.1:${port}`};
};

/**
 * A filter for `content_filter` called `spamassassin`, as a line of master.cf: hands each mail to a spamd, as spamc does
 * (which is a package of its own), and hands in again what comes out, at the port `back`.
 */
export const spamAssassinFilter = async (
	folder: string,
	{spamd, back}: {readonly spamd: number; readonly back: number},
): Promise<string> => {
	const script = path.join(folder, 'filter.pl');
	await writeFile(script, handOver, {mode: 0o755});
	return `spamassassin unix - n n - 2 pipe
  flags=q user=nobody argv=/usr/bin/perl ${script} ${spamd} ${back} \${sender} \${recipient}`;
};

/** Exits with 75 (try again later) wherever something fails, so that no mail is lost. */
const handOver = `use strict;
use IO::Socket::INET;
use Net::SMTP;
my ($spamd, $back, $sender, @to) = @ARGV;
local $/;
my $mail = <STDIN>;
my $filter = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $spamd) or exit 75;
print $filter "PROCESS SPAMC/1.5\\r\\nContent-length: ", length($mail), "\\r\\n\\r\\n", $mail;
shutdown($filter, 1);
my ($head, $judged) = split /\\r\\n\\r\\n/, <$filter> // '', 2;
exit 75 unless $head =~ m{^SPAMD/\\S+ 0 } && $head =~ /^Content-length: (\\d+)/mi && $1 == length($judged);
my $smtp = Net::SMTP->new('127.0.0.1', Port => $back, Hello => 'filter.mailbox.test') or exit 75;
$smtp->mail($sender) && $smtp->to(@to) && $smtp->data($judged) && $smtp->quit or exit 75;
`;

import type {Identity} from '../../source/lab/certificates.ts';

/** One port of the mail server: its certificate, and what it does otherwise than the others. */
export type EximPort = {
	readonly identity: Identity;
	/** `implicit`: TLS from the first byte. */
	readonly begins?: 'plain' | 'implicit';
	readonly login?: 'after-tls' | 'challenge-only' | 'never';
	/** GnuTLS priorities. */
	readonly tls?: string;
	/** Bytes of a message. */
	readonly limit?: number;
	/** `bare`: that a mailbox is full is not told, as it is unless somebody sets the words. */
	readonly refusals?: 'explained' | 'bare';
	/** TCP port of a policy service that greylists. */
	readonly greylisting?: number;
};

export type EximSettings<Name extends string> = {
	readonly domain: string;
	/** Local parts that exist, and how many bytes each may keep. */
	readonly recipients: Readonly<Record<string, number>>;
	/** Password by login; a login sends as itself. */
	readonly logins: Readonly<Record<string, string>>;
	readonly services: Readonly<Record<Name, EximPort>>;
};

/** What `exim.conf` says. */
export const configuration = <Name extends string>(
	{
		folder,
		program,
		ports,
	}: {
		readonly folder: string;
		readonly program: string;
		readonly ports: Readonly<Record<Name, number>>;
	},
	{domain, recipients, services}: EximSettings<Name>,
): string => {
	const all = (Object.entries(services) as [Name, EximPort][]).map(
		([name, service]) => ({...service, port: ports[name]}) as const,
	);
	/** What an option is at each port. */
	const byPort = (value: (service: EximPort) => string | number | undefined, otherwise: string | number) =>
		all.reduceRight((rest, service) => {
			const own = value(service);
			return own === undefined ? `${rest}` : `\${if eq{$received_port}{${service.port}}{${own}}{${rest}}}`;
		}, `${otherwise}`);
	const passwords = byPort(({login}) => (login === 'challenge-only' ? 'no' : undefined), 'yes');
	const {etc, spool, maildirs} = {
		etc: `${folder}/etc`,
		spool: `${folder}/spool`,
		maildirs: `${folder}/maildirs`,
	};
	return `
keep_environment = LD_LIBRARY_PATH : LD_PRELOAD : NSS_WRAPPER_PASSWD : NSS_WRAPPER_GROUP
exim_path = ${program}
primary_hostname = smtp.provider.test
spool_directory = ${spool}
log_file_path = ${spool}/log/%slog
pid_file_path = ${spool}/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${all.map(({port}) => port).join(' : ')}
tls_on_connect_ports = ${all.flatMap(({begins, port}) => (begins === 'implicit' ? [port] : [])).join(' : ')}
tls_advertise_hosts = *
tls_certificate = ${etc}/$received_port.pem
tls_require_ciphers = ${byPort(({tls}) => tls, 'NORMAL')}
auth_advertise_hosts = \${if eq{$tls_in_cipher}{}{}{${byPort(({login}) => (login === 'never' ? '' : undefined), '*')}}}
message_size_limit = ${byPort(({limit}) => limit, '50M')}
deliver_drop_privilege
never_users =
host_lookup =
rfc1413_hosts =
acl_smtp_mail = check_sender
acl_smtp_rcpt = check_recipient
qualify_domain = ${domain}

begin acl

check_sender:
	deny authenticated = *
		condition = \${if !eqi{$authenticated_id}{$sender_address}}
		message = Send your own mail from yourself
	accept

check_recipient:
${all
	.flatMap(({greylisting, port}) =>
		greylisting === undefined
			? []
			: [
					`	defer condition = \${if eq{$received_port}{${port}}}
		set acl_m_policy = \${readsocket{inet:127.0.0.1:${greylisting}}{request=smtpd_access_policy\\nprotocol_state=RCPT\\nprotocol_name=ESMTP\\nclient_address=$sender_host_address\\nclient_name=unknown\\nhelo_name=$sender_helo_name\\nsender=$sender_address\\nrecipient=$local_part@$domain\\ninstance=$message_exim_id\\n\\n}{5s}{ }}
		condition = \${if match{$acl_m_policy}{^action=DEFER}}
		message = \${sg{$acl_m_policy}{^action=[^ ]* }{}}`,
				],
	)
	.join('\n')}
	require verify = recipient
${all
	.flatMap(({refusals, port}) =>
		refusals === 'bare'
			? [`	deny condition = \${if eq{$received_port}{${port}}}\n\t\t!verify = recipient/quota=no_cache`]
			: [],
	)
	.join('\n')}
	deny !verify = recipient/quota=no_cache
		message = mailbox is full
	accept authenticated = *
	deny message = relay not permitted

begin routers

mailbox:
	driver = accept
	domains = ${domain}
	local_parts = ${Object.keys(recipients).join(' : ')}
	transport = mailbox

begin transports

mailbox:
	driver = appendfile
	maildir_format
	directory = ${maildirs}/$local_part_data
	create_directory
	directory_mode = 0755
	mode = 0644
	user = Debian-exim
	group = Debian-exim
	quota = \${lookup{$local_part}lsearch{${etc}/quotas}}

begin authenticators

plain:
	driver = plaintext
	public_name = PLAIN
	server_advertise_condition = ${passwords}
	server_condition = \${if eq{$auth3}{\${lookup{$auth2}lsearch{${etc}/logins}{$value}fail}}}
	server_set_id = $auth2
	server_prompts = :

login:
	driver = plaintext
	public_name = LOGIN
	server_advertise_condition = ${passwords}
	server_prompts = Username:: : Password::
	server_condition = \${if eq{$auth2}{\${lookup{$auth1}lsearch{${etc}/logins}{$value}fail}}}
	server_set_id = $auth1

cram:
	driver = cram_md5
	public_name = CRAM-MD5
	server_secret = \${lookup{$auth1}lsearch{${etc}/logins}{$value}fail}
	server_set_id = $auth1
`;
};

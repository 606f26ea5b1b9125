/** Ends of the host names of providers, by the names that rules give them. */
const hosts: ReadonlyArray<readonly [provider: string, ends: readonly string[]]> = [
	['gmail', ['gmail.com', 'google.com', 'googlemail.com']],
	['outlook.com', ['hotmail.com', 'live.com']],
	['microsoft-365', ['office365.com', 'outlook.com', 'office.com', 'partner.outlook.cn']],
	['aol', ['aol.com']],
	['yahoo', ['yahoo.com', 'yahoo.co.jp', 'yahoodns.net']],
	['icloud', ['icloud.com', 'me.com', 'mac.com', 'apple.com']],
	['qq-exmail', ['exmail.qq.com']],
	['qq', ['qq.com', 'foxmail.com']],
	['163', ['163.com', '126.com', 'yeah.net', '188.com', 'netease.com']],
	['aliyun', ['aliyun.com', 'mxhichina.com']],
	['mail.ru', ['mail.ru', 'bk.ru', 'inbox.ru', 'list.ru']],
	['fastmail', ['fastmail.com', 'messagingengine.com']],
	['zoho', ['zoho.com', 'zoho.eu', 'zoho.in', 'zohomail.com']],
	['gmx', ['gmx.net', 'gmx.com', 'gmx.de', 'mail.com', 'web.de', 'kundenserver.de']],
	['t-online', ['t-online.de']],
	['comcast', ['comcast.net']],
	['att', ['att.net', 'prodigy.net']],
	['mimecast', ['mimecast.com']],
	['amazon-ses', ['amazonaws.com', 'amazonses.com']],
];

/** The provider that a host belongs to, as rules name it. */
export const providerOfHost = (host: string): string | undefined => {
	const name = host.toLowerCase().replace(/\.$/, '');
	return hosts.find(([, ends]) => ends.some(end => name === end || name.endsWith(`.${end}`)))?.[0];
};

/** The first host name in a text, as greetings and logs have it. */
export const hostIn = (text: string): string | undefined =>
	/(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,10}[a-z][a-z0-9-]{1,62}(?![\w@-])/i.exec(text)?.[0];

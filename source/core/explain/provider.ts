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
	['yandex', ['yandex.ru', 'yandex.com', 'yandex.net', 'yandex.com.tr', 'ya.ru']],
	['sendgrid', ['sendgrid.net', 'sendgrid.com']],
	['brevo', ['brevo.com', 'sendinblue.com']],
];

/** Providers whose servers say the same words, because one house runs them. */
const houses: ReadonlyArray<readonly string[]> = [
	['gmail', 'google-workspace'],
	['microsoft-365', 'outlook.com'],
	['yahoo', 'aol'],
	['qq', 'qq-exmail'],
];

/** Whether two providers, as rules name them, are one, or run by one house. */
export const sameHouse = (one: string, other: string): boolean =>
	one === other || houses.some(names => names.includes(one) && names.includes(other));

/** The provider that a host belongs to, as rules name it. */
export const providerOfHost = (host: string): string | undefined => {
	const name = host.toLowerCase().replace(/\.$/, '');
	return hosts.find(([, ends]) => ends.some(end => name === end || name.endsWith(`.${end}`)))?.[0];
};

/** The first host name in a text, as greetings and logs have it. */
export const hostIn = (text: string): string | undefined =>
	/(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,10}[a-z][a-z0-9-]{1,62}(?![\w@-])/i.exec(text)?.[0];

/** Words of a greeting that are looked at, and that may be names of the server. */
export const serverNames = (greeting: string): readonly string[] =>
	greeting
		.slice(0, 500)
		.split(/[\s[\],()=;'"]+/)
		.slice(0, 20)
		.flatMap(word => hostIn(word) ?? []);

/**
 * Domains at which anybody gets an address; the best known only, from memory (2026-11). `forbids`: its DMARC policy is
 * known to tell receivers to refuse mail that its own servers did not send.
 */
const free: ReadonlyMap<string, 'forbids' | 'watches'> = new Map([
	...(
		[
			'yahoo.com',
			'yahoo.co.uk',
			'yahoo.de',
			'yahoo.fr',
			'yahoo.co.jp',
			'ymail.com',
			'aol.com',
			'mail.ru',
		] as const
	).map(name => [name, 'forbids'] as const),
	...(
		[
			'gmail.com',
			'googlemail.com',
			'outlook.com',
			'hotmail.com',
			'live.com',
			'msn.com',
			'icloud.com',
		] as const
	).map(name => [name, 'watches'] as const),
	...(
		['me.com', 'mac.com', 'gmx.com', 'gmx.net', 'gmx.de', 'web.de', 't-online.de', 'freenet.de'] as const
	).map(name => [name, 'watches'] as const),
	...(
		[
			'qq.com',
			'foxmail.com',
			'163.com',
			'126.com',
			'yeah.net',
			'sina.com',
			'aliyun.com',
			'naver.com',
		] as const
	).map(name => [name, 'watches'] as const),
	...(
		['yandex.ru', 'yandex.com', 'proton.me', 'protonmail.com', 'zoho.com', 'libero.it', 'orange.fr'] as const
	).map(name => [name, 'watches'] as const),
]);

/** Whether this is such a domain, and what is known of its policy; the name as `asciiName` writes it. */
export const freeMail = (domain: string): 'forbids' | 'watches' | undefined => free.get(domain);

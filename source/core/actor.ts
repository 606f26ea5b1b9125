/** Who has to act: the person whose rights or purse the repair needs. */
export const actors = [
	'end-user',
	'admin',
	'mail-owner',
	'mail-admin',
	'domain-owner',
	'recipient-admin',
	'network-owner',
	'vendor',
	'nobody',
] as const;
export type Actor = (typeof actors)[number];

/** Who acts, as a person would say it. */
export const actorWords: Readonly<Record<Actor, string>> = {
	'end-user': 'the person who waits for the code',
	admin: 'somebody who can change the settings of the device',
	'mail-owner': 'the owner of the sending mailbox',
	'mail-admin': 'the administrator of the mail service',
	'domain-owner': 'the owner of the domain',
	'recipient-admin': 'the administrator of the receiving mail service',
	'network-owner': 'whoever looks after the network or the internet line',
	vendor: 'the vendor of the device',
	nobody: 'nobody: time repairs it',
};

import type {Step} from '../../core/case.ts';
import {type Hop, stations} from '../../core/hop.ts';

/** What a check does, for somebody who has never heard of mail servers: while it runs, and as a question that stays open. */
export type PlainCheck = {readonly now: string; readonly whether: string};

type Station = (typeof stations)[number]['station'];

const byCheck: Readonly<Record<string, PlainCheck>> = {
	'address.blocklists': {
		now: 'Looking up whether the sending address is on a list of unwanted senders',
		whether: 'whether the sending address is on a list of unwanted senders',
	},
	'address.ptr': {
		now: 'Looking up the name of the sending address',
		whether: 'whether the sending address has a proper name',
	},
	'address.typo': {
		now: 'Looking for a typing mistake in the address',
		whether: 'whether the address is spelled right',
	},
	'clock.skew': {now: 'Comparing the clocks', whether: 'whether the clock is right'},
	'dns.host': {
		now: 'Looking up the mail server by its name',
		whether: 'whether the mail server can be found',
	},
	'dns.mx': {
		now: 'Looking up which mail server receives for this address',
		whether: 'which mail server receives for this address',
	},
	'dns.resolvers': {
		now: 'Asking others whether they see the same records',
		whether: 'whether everybody sees the same records',
	},
	'domain.authoritative': {
		now: 'Asking the servers that keep the records of the domain',
		whether: 'whether the servers that keep the records of the domain answer',
	},
	'domain.bimi': {
		now: 'Looking for the sign of the domain',
		whether: 'whether the sign of the domain is right',
	},
	'domain.blocklists': {
		now: 'Looking up whether the domain is on a list of unwanted senders',
		whether: 'whether the domain is on a list of unwanted senders',
	},
	'domain.dane': {
		now: 'Looking up how mail to this domain is protected',
		whether: 'whether mail to this domain is protected as it should be',
	},
	'domain.dkim': {
		now: 'Looking for the seal of the domain',
		whether: 'whether the seal of the domain is right',
	},
	'domain.dmarc': {
		now: 'Looking up what receivers are told to do with forged mail',
		whether: 'whether receivers know what to do with forged mail',
	},
	'domain.dnssec': {
		now: 'Looking up whether the records of the domain are signed',
		whether: 'whether the records of the domain are signed as they should be',
	},
	'domain.mta-sts': {
		now: 'Looking up which protection mail to this domain must have',
		whether: 'which protection mail to this domain must have',
	},
	'domain.spf': {
		now: 'Looking up who may send mail for the domain',
		whether: 'whether this sender may send mail for the domain',
	},
	'domain.tls-rpt': {
		now: 'Looking up where trouble with protected mail is reported to',
		whether: 'where trouble with protected mail is reported to',
	},
	'mail.roundtrip': {
		now: 'Sending one test mail and looking for it in the mailbox',
		whether: 'whether a test mail arrives in the mailbox',
	},
	'mailbox.bounce': {
		now: 'Looking for a message that says the mail came back',
		whether: 'whether the mail came back to its sender',
	},
	'mailbox.find': {
		now: 'Looking for the mail in every folder of the mailbox',
		whether: 'whether the mail is somewhere in the mailbox',
	},
	'mailbox.login': {now: 'Opening the mailbox', whether: 'whether the mailbox can be opened'},
	'mailbox.quota': {
		now: 'Asking whether the mailbox still has room',
		whether: 'whether the mailbox still has room',
	},
	'mailbox.watch': {now: 'Waiting for the mail in the mailbox', whether: 'whether the mail still comes'},
	'message.bounce': {
		now: 'Reading the message that came back',
		whether: 'what the message that came back says',
	},
	'message.headers': {
		now: 'Reading the way that the mail has taken',
		whether: 'which way the mail has taken',
	},
	'mx.reachable': {
		now: 'Knocking at the mail server that receives',
		whether: 'whether the mail server that receives can be reached',
	},
	'person.address': {
		now: 'Looking at where the code goes',
		whether: 'whether the code goes to the right address',
	},
	'person.gate': {
		now: 'Looking at whether a reset by mail is allowed',
		whether: 'whether a reset by mail is allowed',
	},
	'person.junk': {
		now: 'Looking at what was found among the junk mail',
		whether: 'whether the code is among the junk mail',
	},
	'person.origin': {
		now: 'Looking at which kind of account it is',
		whether: 'whether the account is kept on the device',
	},
	'person.search': {
		now: 'Looking through the mailbox together with you',
		whether: 'whether the mail is somewhere in the mailbox',
	},
	'settings.complete': {
		now: 'Looking at whether the mail settings of the device are complete',
		whether: 'whether the mail settings of the device are complete',
	},
	'settings.port-tls': {
		now: 'Looking at whether the mail settings fit together',
		whether: 'whether the mail settings fit together',
	},
	'settings.sender': {
		now: 'Looking at whether the sender fits the login',
		whether: 'whether the sender fits the login',
	},
	'sink.capture': {
		now: 'Waiting for the mail that the device sends to this machine',
		whether: 'whether the device sends the mail',
	},
	'sink.code': {
		now: 'Looking for the newest code in what was caught',
		whether: 'whether what was caught has a code in it',
	},
	'sink.release': {
		now: "Handing the caught mail to the device's own mail server",
		whether: 'whether its own mail server takes the mail of the device',
	},
	'smtp.accept': {
		now: 'Asking the mail server whether it takes a mail',
		whether: 'whether the mail server takes a mail',
	},
	'smtp.connect': {
		now: 'Knocking at the mail server',
		whether: 'whether the mail server answers',
	},
	'smtp.login': {
		now: 'Asking the mail server whether it takes the login',
		whether: 'whether the mail server takes the login',
	},
	'smtp.preset': {
		now: 'Comparing the settings with what this mail service wants',
		whether: 'whether the settings are what this mail service wants',
	},
	'smtp.recipient': {
		now: 'Asking the mail server whether it takes mail for the address',
		whether: 'whether the mail server takes mail for the address',
	},
	'smtp.sender': {
		now: 'Asking the mail server whether it takes this sender',
		whether: 'whether the mail server takes this sender',
	},
	'smtp.sweep': {
		now: 'Trying every usual way to reach the mail server',
		whether: 'which ways to the mail server are open',
	},
	'smtp.tls': {
		now: 'Asking the mail server for a protected connection',
		whether: 'whether the connection to the mail server is protected',
	},
	'spam.greylisting': {
		now: 'Waiting to see whether the mail server takes the mail the second time',
		whether: 'whether the mail server makes new senders wait',
	},
	'spam.score': {
		now: 'Asking the spam filter what it thinks of the mail',
		whether: 'what the spam filter thinks of the mail',
	},
	'spam.trigger': {
		now: 'Looking for what in the mail the spam filter dislikes',
		whether: 'what in the mail the spam filter dislikes',
	},
};

const byStation: Readonly<Record<Station, PlainCheck>> = {
	account: {now: 'Looking at the account', whether: 'whether the account is in order'},
	device: {now: 'Looking at the device', whether: 'whether the device is in order'},
	provider: {now: 'Talking to the mail server', whether: 'whether the mail server is in order'},
	recipient: {
		now: 'Looking at the mail server that receives',
		whether: 'whether the mail server that receives is in order',
	},
	mailbox: {now: 'Looking at the mailbox', whether: 'whether the mailbox is in order'},
};

/** In plain words; a check that has none of its own is told by the station of its hop. */
export const plainCheck = ({check, hop}: Pick<Step, 'check' | 'hop'>): PlainCheck =>
	byCheck[check] ?? byStation[stationOf(hop)];

const stationOf = (hop: Hop): Station =>
	stations.find(({hops}) => hops.some(inside => inside === hop))?.station ?? 'device';

/** The checks that have words of their own. */
export const plainChecks: readonly string[] = Object.keys(byCheck);

// Written by `npm run generate`: one line for each check below this folder.
import type {Check} from '../core/check.ts';
import addressBlocklists from './address/blocklists.ts';
import addressPtr from './address/ptr.ts';
import addressTypo from './address/typo.ts';
import clockSkew from './clock/skew.ts';
import dnsHost from './dns/host.ts';
import dnsMx from './dns/mx.ts';
import dnsResolvers from './dns/resolvers.ts';
import domainAuthoritative from './domain/authoritative.ts';
import domainBimi from './domain/bimi.ts';
import domainBlocklists from './domain/blocklists.ts';
import domainDane from './domain/dane.ts';
import domainDkim from './domain/dkim.ts';
import domainDmarc from './domain/dmarc.ts';
import domainDnssec from './domain/dnssec.ts';
import domainMtaSts from './domain/mta-sts.ts';
import domainSpf from './domain/spf.ts';
import domainTlsRpt from './domain/tls-rpt.ts';
import mailRoundtrip from './mail/roundtrip.ts';
import mailboxBounce from './mailbox/bounce.ts';
import mailboxFind from './mailbox/find.ts';
import mailboxLogin from './mailbox/login.ts';
import mailboxQuota from './mailbox/quota.ts';
import mailboxWatch from './mailbox/watch.ts';
import messageBounce from './message/bounce.ts';
import messageHeaders from './message/headers.ts';
import mxReachable from './mx/reachable.ts';
import personAddress from './person/address.ts';
import personGate from './person/gate.ts';
import personJunk from './person/junk.ts';
import personOrigin from './person/origin.ts';
import personSearch from './person/search.ts';
import settingsComplete from './settings/complete.ts';
import settingsPortTls from './settings/port-tls.ts';
import settingsSender from './settings/sender.ts';
import sinkCapture from './sink/capture.ts';
import sinkCode from './sink/code.ts';
import sinkRelease from './sink/release.ts';
import smtpAccept from './smtp/accept.ts';
import smtpConnect from './smtp/connect.ts';
import smtpLogin from './smtp/login.ts';
import smtpPreset from './smtp/preset.ts';
import smtpRecipient from './smtp/recipient.ts';
import smtpSender from './smtp/sender.ts';
import smtpSweep from './smtp/sweep.ts';
import smtpTls from './smtp/tls.ts';
import spamGreylisting from './spam/greylisting.ts';
import spamScore from './spam/score.ts';
import spamTrigger from './spam/trigger.ts';

export const checks: readonly Check[] = [
	addressBlocklists,
	addressPtr,
	addressTypo,
	clockSkew,
	dnsHost,
	dnsMx,
	dnsResolvers,
	domainAuthoritative,
	domainBimi,
	domainBlocklists,
	domainDane,
	domainDkim,
	domainDmarc,
	domainDnssec,
	domainMtaSts,
	domainSpf,
	domainTlsRpt,
	mailRoundtrip,
	mailboxBounce,
	mailboxFind,
	mailboxLogin,
	mailboxQuota,
	mailboxWatch,
	messageBounce,
	messageHeaders,
	mxReachable,
	personAddress,
	personGate,
	personJunk,
	personOrigin,
	personSearch,
	settingsComplete,
	settingsPortTls,
	settingsSender,
	sinkCapture,
	sinkCode,
	sinkRelease,
	smtpAccept,
	smtpConnect,
	smtpLogin,
	smtpPreset,
	smtpRecipient,
	smtpSender,
	smtpSweep,
	smtpTls,
	spamGreylisting,
	spamScore,
	spamTrigger,
];

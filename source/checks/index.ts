// Written by `npm run generate`: one line for each check below this folder.
import type {Check} from '../core/check.ts';
import dnsHost from './dns/host.ts';
import dnsMx from './dns/mx.ts';
import personAddress from './person/address.ts';
import personGate from './person/gate.ts';
import personJunk from './person/junk.ts';
import personOrigin from './person/origin.ts';
import settingsComplete from './settings/complete.ts';
import settingsPortTls from './settings/port-tls.ts';
import settingsSender from './settings/sender.ts';
import smtpAccept from './smtp/accept.ts';
import smtpConnect from './smtp/connect.ts';
import smtpLogin from './smtp/login.ts';
import smtpRecipient from './smtp/recipient.ts';
import smtpSender from './smtp/sender.ts';
import smtpTls from './smtp/tls.ts';

export const checks: readonly Check[] = [
	dnsHost,
	dnsMx,
	personAddress,
	personGate,
	personJunk,
	personOrigin,
	settingsComplete,
	settingsPortTls,
	settingsSender,
	smtpAccept,
	smtpConnect,
	smtpLogin,
	smtpRecipient,
	smtpSender,
	smtpTls,
];

import type {Handed} from '../../core/spam.ts';
import {readMailDate} from '../../mail/date.ts';

/**
 * The message with what a receiving server writes on top of it (RFC 5321 section 4.4), where it is known whom it comes
 * from: spamd is told nothing beside the message, and reads from there. The time of the stamp is that of the last server
 * or else of the message itself, so that no rule about time fires for when somebody looked.
 */
export const stamped = (octets: Buffer, {ip, hostname, helo, from}: Handed): Buffer => {
	const beginning = octets.subarray(0, 65_536).toString('latin1');
	const eol = /\r\n/.test(beginning) ? '\r\n' : '\n';
	const name = helo || hostname || (ip === undefined ? '' : `[${ip}]`);
	const lines = [
		...(from === undefined ? [] : [`Return-Path: <${from}>`]),
		...(ip === undefined
			? []
			: [
					`Received: from ${name} (${hostname || 'unknown'} [${ip.includes(':') ? `IPv6:${ip}` : ip}])`,
					'\tby receiver.invalid (Postfix) with ESMTP id lostmail;',
					`\t${dateOf(beginning)}`,
				]),
	];
	if (lines.length === 0) return octets;
	// The line that begins a message in a mailbox file stays the first.
	const at = beginning.startsWith('From ') ? octets.indexOf('\n') + 1 : 0;
	const stamp = lines.map(line => `${line}${eol}`).join('');
	return Buffer.concat([octets.subarray(0, at), Buffer.from(stamp), octets.subarray(at)]);
};

const dateOf = (beginning: string): string => {
	const head = beginning.split(/\r?\n\r?\n/, 1)[0] ?? '';
	const unfolded = head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
	const received = unfolded
		.find(line => /^received:/i.test(line))
		?.split(';')
		.at(-1);
	const date = unfolded.find(line => /^date:/i.test(line))?.slice(5);
	const at = [received, date].flatMap(text => (text === undefined ? [] : (readMailDate(text)?.at ?? [])))[0];
	return new Date(at ?? Date.now()).toUTCString().replace('GMT', '+0000');
};

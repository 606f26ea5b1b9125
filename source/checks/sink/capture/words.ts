import type {CaptureAnswer, CapturedMessage} from '../../../core/capture.ts';
import {lookAt, wordsOf} from '../../captured.ts';
import {portsInWords} from '../../sink-plan.ts';
import type {SessionCode} from './findings.ts';

/** Where the sink can be reached, as it is entered: `192.0.2.5, port 2525 with STARTTLS`. */
export const placeInWords = ({places, addresses}: CaptureAnswer): string =>
	`${wordsOf(addresses[0] ?? places[0]?.address ?? 'this machine')}, port ${portsInWords(places)}`;

/** What to try where nobody connected, in the order in which it is quickest. */
export const notReached = (answer: CaptureAnswer): readonly string[] => {
	const {places, addresses} = answer;
	const [first = 'this machine', ...others] = addresses;
	const port = places[0]?.port ?? 0;
	return [
		`First, compare what is entered on the device with ${placeInWords(answer)}, and save it there.`,
		'Then set it off once more: a device may send nothing until its settings are saved, or only to an address that is on file.',
		`Then try from another machine in the network of the device: nc -vz ${wordsOf(first)} ${port}. If that connects, the device does not try; if not, something is in between.`,
		`Then let the firewall of this machine take connections at port ${port}, and look whether device and machine are in the same network (VLAN, guest WLAN, container, VPN).`,
		...(others.length > 0
			? [`This machine has other addresses, too: ${others.slice(0, 4).map(wordsOf).join(', ')}.`]
			: []),
	];
};

/** What to do where several machines came, or one that nobody knows. */
export const aboutStrangers: readonly string[] = [
	'Compare their internet addresses with the one of the device.',
	'Tell the login name that the device should use, and set it off once more: whoever logs in with it is the device.',
];

/** What to do about mail that is not what was waited for, each a sentence. */
export const aboutMail = (
	code: 'arrived' | 'login-missing' | 'arrived-without-code' | 'other-address' | 'other-mail',
	message: Pick<CapturedMessage, 'id'>,
	answer: Pick<CaptureAnswer, 'passing'>,
): readonly string[] => {
	switch (code) {
		case 'arrived-without-code':
			return [
				`Read the mail itself (${lookAt(message, answer)}): the code may be in it, though none was recognised.`,
				'If it is some other notice of the device, set the code off once more.',
			];
		case 'other-mail':
			return [
				'Look whether the code was really asked for, and set it off once more.',
				`If this is the mail that should hold the code, read it (${lookAt(message, answer)}): it goes to another address then.`,
			];
		case 'arrived':
		case 'login-missing':
		case 'other-address':
			return [];
	}
};

/** What to do about a session that came to this, each a sentence. */
export const remedies: Readonly<Record<SessionCode, readonly string[]>> = {
	'certificate-refused': [
		'Let the device trust the certificate of the sink, or enter the port and choose no encryption for this test alone.',
		'Nothing is said about the certificate of the real mail server; lostmail run smtp-settings looks at that one.',
	],
	'left-after-tls': [
		'If it comes to no mail again, let the device trust the certificate of the sink, or enter the port and choose no encryption for this test alone.',
		'Nothing is said about the certificate of the real mail server; lostmail run smtp-settings looks at that one.',
	],
	'tls-too-old': [
		'Update the firmware of the device: mail servers have switched these versions off.',
		'Until then it reaches only a server that takes mail without encryption, such as a relay in the own network.',
	],
	'old-tls-offered': [
		'Compare its internet address with the one of the device; if it is the device, update the firmware: mail servers have switched these versions off.',
		'On the device, choose no encryption for this test alone: what it then delivers shows who it is.',
	],
	'tls-failed': [
		'Try the other port and kind of encryption, or no encryption for this test alone; then it shows whether only the encryption stands in the way.',
		'If the device can be told to trust the certificate of the sink, do that: one that does not may leave without saying why.',
	],
	'encryption-mismatch': [
		'On the device, set the kind of encryption that belongs to the port: STARTTLS for the one, SSL/TLS from the start for the other.',
		'Whether its own settings have the same mistake is not said; compare them when they go back.',
	],
	'login-differs': [
		'Compare the login of the device with the one of the mailbox, and enter it anew when its own settings go back.',
	],
	'other-login': [
		'Compare its internet address with the one of the device; if it is the device, enter its login anew when its own settings go back.',
	],
	'login-refused': ['Choose another way to log in on the device, such as PLAIN or LOGIN.'],
	'sender-refused': ['Compare the sender that is entered on the device with what the sink said.'],
	'recipient-refused': ['Compare the recipient that is entered on the device with what the sink said.'],
	'message-refused': [
		'Read what the sink said: the message may be too large, or not put together as mail is.',
	],
	'broken-off': [
		'Set it off once more; if it breaks off again, look for a proxy or a virus scanner in between.',
	],
	misbehaved: ['Switch off what makes the sink fail, and set it off once more.'],
	'turned-away': ['Set it off once more in a moment.'],
	'not-smtp': ['Look what else connects to this port; a browser or a scanner is not the device.'],
	left: [
		'Set it off once more. A device that only tests the connection leaves like this, and so does one that dislikes what is offered.',
	],
};

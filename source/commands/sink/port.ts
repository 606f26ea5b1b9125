import {failed, type Result, success} from '../../core/result.ts';
import type {SinkPlace, SinkPort} from '../../core/sink.ts';
import type {SmtpSecurity} from '../../core/smtp.ts';

const securities: ReadonlyMap<string, SmtpSecurity> = new Map([
	['starttls', 'starttls'],
	['implicit', 'implicit'],
	['tls', 'implicit'],
	['plain', 'none'],
	['none', 'none'],
]);

/** Ports that begin with encryption wherever they are used. */
const implicitPorts = [465, 2465];

/** Reads `PORT` or `PORT/starttls|implicit|plain`; a port alone offers what is usual there, and 0 is any free one. */
export const parsePort = (text: string): Result<SinkPort, string> => {
	const [, digits, word] = /^(\d{1,5})(?:\/([a-z]+))?$/i.exec(text.trim()) ?? [];
	const port = Number(digits);
	const security =
		word === undefined
			? implicitPorts.includes(port)
				? 'implicit'
				: 'starttls'
			: securities.get(word.toLowerCase());
	if (digits === undefined || port > 65_535 || security === undefined)
		return failed('expected PORT, PORT/starttls, PORT/implicit or PORT/plain, with PORT from 0 to 65535');
	return success({port, security});
};

export const usualPorts: readonly SinkPort[] = [
	{port: 2525, security: 'starttls'},
	{port: 2465, security: 'implicit'},
];

export const securityWords: Readonly<Record<SmtpSecurity, string>> = {
	starttls: 'STARTTLS',
	implicit: 'TLS from the start',
	none: 'no encryption',
};

/** Where it listens, as a person enters it; an IPv6 address in brackets. */
export const placeWords = ({address, port, security}: SinkPlace): string =>
	isEverywhere(address)
		? `port ${port} of every address of this machine, ${securityWords[security]}`
		: `${address.includes(':') ? `[${address}]` : address}:${port}, ${securityWords[security]}`;

/** Whether it stands for every address of a machine. */
export const isEverywhere = (address: string): boolean => address === '::' || address === '0.0.0.0';

import {failed, type Result, success} from '../../core/result.ts';
import type {SinkPlace, SinkPort} from '../../core/sink.ts';
import {readSinkPort} from '../../core/sink-port.ts';
import type {SmtpSecurity} from '../../core/smtp.ts';

/** Reads `PORT` or `PORT/starttls|implicit|plain`; a port alone offers what is usual there, and 0 is any free one. */
export const parsePort = (text: string): Result<SinkPort, string> => {
	const port = readSinkPort(text);
	return port
		? success(port)
		: failed('expected PORT, PORT/starttls, PORT/implicit or PORT/plain, with PORT from 0 to 65535');
};

export {usualSinkPorts as usualPorts} from '../../core/sink-port.ts';

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

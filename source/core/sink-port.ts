import type {SinkPort} from './sink.ts';
import type {SmtpSecurity} from './smtp.ts';

/** Above 1023, so that listening needs no rights, and easy to remember for 25 and 465. */
export const usualSinkPorts: readonly SinkPort[] = [
	{port: 2525, security: 'starttls'},
	{port: 2465, security: 'implicit'},
];

const securities: ReadonlyMap<string, SmtpSecurity> = new Map([
	['starttls', 'starttls'],
	['implicit', 'implicit'],
	['tls', 'implicit'],
	['plain', 'none'],
	['none', 'none'],
]);

/**
 * Reads `PORT` or `PORT/starttls|implicit|tls|plain|none`, in letters of either case; 0 is any free port. A port alone
 * that ends in 465, such as 2465, begins with encryption, and any other offers STARTTLS. Nothing where it is none of these.
 */
export const readSinkPort = (text: string): SinkPort | undefined => {
	const [, digits, word] = /^(\d{1,5})(?:\/([a-z]{1,10}))?$/i.exec(text.trim()) ?? [];
	const port = Number(digits);
	const security = word === undefined ? usualSecurity(port) : securities.get(word.toLowerCase());
	return digits === undefined || port > 65_535 || security === undefined ? undefined : {port, security};
};

const usualSecurity = (port: number): SmtpSecurity => (port % 1000 === 465 ? 'implicit' : 'starttls');

/** More than any device needs. */
const mostPorts = 8;

/**
 * Ports as a person writes them, with blanks or commas in between, at most 8; nothing where one is not understood, none is
 * left, or one stands there twice.
 */
export const readSinkPorts = (text: string): readonly SinkPort[] | undefined => {
	const words = text.split(/[ ,]+/).filter(Boolean);
	const ports = words.flatMap(one => readSinkPort(one) ?? []);
	const numbers = ports.map(({port}) => port).filter(port => port !== 0);
	return ports.length === words.length &&
		ports.length > 0 &&
		ports.length <= mostPorts &&
		new Set(numbers).size === numbers.length
		? ports
		: undefined;
};

import {advise} from '../../../core/advice.ts';
import type {Actor} from '../../../core/knowledge.ts';
import {printable} from '../../../core/printable.ts';
import {offers, shown} from '../../conversation.ts';
import {listed} from '../../exchangers.ts';
import type {Addresses} from './addresses.ts';
import {type Attempt, type Device, sameWay, type Way} from './attempts.ts';
import type {Candidate} from './candidates.ts';
import type {State} from './state.ts';
import {isIpv6, type Verdict} from './verdict.ts';

const modes = {
	starttls: ' with STARTTLS',
	implicit: ' with implicit TLS (SSL/TLS)',
	none: ' without encryption',
} as const;

/** A way for a sentence, as it is entered into a device. */
const placeOf = ({port, security}: Device): string =>
	`port ${port}${security === undefined ? '' : modes[security]}`;

/** Every fact of a finding, and what its sentence is filled with. */
export const factsOf = (
	verdict: Verdict,
	attempts: readonly Attempt[],
	{
		host,
		device,
		remarks,
	}: {readonly host: string; readonly device: Device | undefined} & Pick<Addresses, 'remarks'>,
) => {
	const {code, about, candidates, instead} = verdict;
	const [first] = about;
	const own = device && code === 'change-port' ? device : first;
	const others = candidates.filter(candidate => !first || !sameWay(first, candidate));
	return {
		host,
		port: device?.port ?? first?.port ?? 0,
		...(device?.security === undefined ? {} : {security: device.security}),
		place: own ? placeOf(own) : 'no port',
		...(instead ? {instead: {port: instead.port, security: instead.security}} : {}),
		addresses: listed([...new Set(about.map(({address}) => address))]),
		why: first?.why ?? 'was not tried',
		works: candidates.length > 0 ? candidates.map(candidateWords).join(', ') : 'nothing',
		others: others.length > 0 ? others.map(candidateWords).join(', ') : 'none',
		summary: summaryOf(attempts),
		advice: adviceOn(verdict),
		...wayOut(verdict),
		combinations: attempts.map(combinationFacts),
		...advise({
			...(ruleFor(verdict) ?? {}),
			details: [...attempts.map(attempt => lineOf(attempt, device)), ...notesOn(attempts), ...remarks],
		}),
	};
};

/** A way that works, with what is to be said against it. */
const candidateWords = ({state, login, attempts, ...way}: Candidate): string => {
	const faulty = state === 'works' ? undefined : attempts.find(attempt => attempt.state === state);
	if (faulty) return `${placeOf(way)} (which ${faulty.why})`;
	return `${placeOf(way)}${login === 'not-offered' ? ' (which offers no login)' : ''}`;
};

const adviceOn = ({code, about, instead, candidates: [best]}: Verdict): string => {
	const change = instead ? `set ${candidateWords(instead)}` : undefined;
	const [first] = about;
	switch (code) {
		case 'fits':
			return 'leave the settings of the device as they are';
		case 'found':
		case 'without-login':
		case 'change-port':
		case 'change-mode':
		case 'not-proven':
			return change ?? (best ? `set ${candidateWords(best)}` : nothing);
		case 'blocked':
			return change ?? `have port ${first?.port} opened in router and firewall, or by the internet provider`;
		case 'ipv6-broken':
			return 'have IPv6 on the way to the server mended, or let the device prefer IPv4';
		case 'some-addresses':
			return 'have the server mended at these addresses, or the addresses taken out of DNS';
		case 'certificate':
			return change ?? mending[first?.answer?.tls?.fault === 'wrong-name' ? 'name' : 'certificate'];
		case 'stripped':
			return change ?? 'have the inspection of mail switched off in router or firewall';
		case 'plain-only':
		case 'not-encrypted':
			return change ?? 'have encryption switched on at the server';
		case 'none-works':
		case 'all-refused':
		case 'nothing-answers':
		case 'unreachable':
		case 'unanswered':
			return nothing;
	}
};

const nothing = 'nothing that works from here was found';

const mending = {
	name: 'have the certificate put right, or set the name of the server that it is for',
	certificate: 'have the certificate put right',
} as const;

/** What to do about a port that is shut, where another one is open. */
const wayOut = ({code, instead}: Verdict): {readonly remedy?: string; readonly whoActs?: Actor} =>
	instead && (code === 'change-port' || code === 'blocked')
		? {remedy: `In the mail settings of the device, set ${candidateWords(instead)}.`, whoActs: 'admin'}
		: {};

type Rule = {readonly rfc: string; readonly who: Actor};

const ruleFor = ({code, about: [first], instead}: Verdict): Rule | undefined => {
	switch (code) {
		case 'without-login':
			return {rfc: 'RFC 6409 section 4.3', who: 'admin'};
		case 'change-port':
		case 'change-mode':
			return {rfc: 'RFC 8314 section 3.3', who: 'admin'};
		case 'blocked':
			return {
				rfc: first?.port === 587 ? 'RFC 5068 section 4.1' : 'RFC 8314 section 3.3',
				who: instead ? 'admin' : 'network-owner',
			};
		case 'ipv6-broken':
			return {
				rfc: 'RFC 8305 section 1',
				who: first?.state === 'refused' ? 'mail-admin' : 'network-owner',
			};
		case 'some-addresses':
			return {rfc: 'RFC 8305 section 1', who: 'mail-admin'};
		case 'certificate':
			return {rfc: 'RFC 7817 section 3', who: 'mail-admin'};
		case 'stripped':
			return {rfc: 'RFC 3207 section 6', who: instead ? 'admin' : 'network-owner'};
		case 'plain-only':
		case 'not-encrypted':
			return {rfc: 'RFC 8314 section 4.1', who: instead ? 'admin' : 'mail-admin'};
		case 'fits':
		case 'found':
		case 'not-proven':
		case 'none-works':
		case 'all-refused':
		case 'nothing-answers':
		case 'unreachable':
		case 'unanswered':
			return undefined;
	}
};

const combinationFacts = ({address, port, security, state, why, answer}: Attempt) => {
	const {stages = {}, tls, greeting, extensions} = answer ?? {};
	const ms = (stages.connect ?? 0) + (stages.tls ?? 0);
	return {
		address,
		port,
		security,
		state,
		why,
		...(stages.connect === undefined ? {} : {ms: Math.round(ms * 10) / 10}),
		...(tls ? {protocol: printable(tls.protocol)} : {}),
		...(greeting ? {greeting: printable(shown(greeting))} : {}),
		...(state === 'works' ? {login: offers(extensions?.encrypted, 'AUTH') ? 'offered' : 'not-offered'} : {}),
	};
};

/** One attempt for people, and whether it is what the device does. */
const lineOf = (attempt: Attempt, device: Device | undefined): string => {
	const {address, state, why, answer} = attempt;
	const loginless = state === 'works' && !offers(answer?.extensions.encrypted, 'AUTH');
	const said = `${address} ${placeOf(attempt)}: ${why}${loginless ? ', offers no login' : ''}`;
	return isOwn(attempt, device) ? `${said} (so the device is set)` : said;
};

const isOwn = (way: Way, device: Device | undefined): boolean =>
	device?.security !== undefined && device.port === way.port && device.security === way.security;

const notesOn = (attempts: readonly Attempt[]): readonly string[] => [
	...(attempts.some(({port, state}) => port === 25 && (state === 'silent' || state === 'refused'))
		? ['Many networks block port 25 outwards: that it is closed from here says nothing about the server.']
		: []),
	...(attempts.some(attempt => isIpv6(attempt) && attempt.state === 'unreachable')
		? ['IPv6 addresses that this machine has no way to are left open; the device may have one.']
		: []),
];

const names: Readonly<Record<State, string>> = {
	works: 'working',
	'works-with-certificate-fault': 'with a certificate at fault',
	'plain-only': 'unencrypted',
	stripped: 'stripped of STARTTLS',
	'wrong-mode': 'in the wrong mode',
	refused: 'refused',
	silent: 'silent',
	unreachable: 'without a way from here',
	'not-smtp': 'not SMTP',
	'turned-away': 'turned away',
	busy: 'busy',
	dropped: 'broken off',
	'no-handshake': 'with a failed handshake',
	'not-asked': 'not asked',
};

/** Such as `3 silent, 1 refused`. */
const summaryOf = (attempts: readonly Attempt[]): string =>
	[...Map.groupBy(attempts, ({state}) => state)]
		.map(([state, same]) => `${same.length} ${names[state]}`)
		.join(', ');

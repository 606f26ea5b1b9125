import type {Reach} from '../../../core/check.ts';
import type {Certificate, CertificateFault, TlsFacts} from '../../../core/smtp.ts';
import {asciiName} from '../../../mail/domain-name.ts';
import type {ServerParams} from '../../conversation.ts';
import {standingOf} from './chain.ts';
import {allShare, endsBefore, isUnvouched, lookElsewhere, type Sight} from './elsewhere.ts';
import {byCompany, byItsProvider, type Interception} from './interception.ts';

/** What a certificate that is over, or not valid yet, comes to. */
export type DateVerdict =
	| {readonly is: 'intercepted'; readonly interception: Interception; readonly sights: readonly Sight[]}
	/** The clock of this machine, because servers that have nothing to do with each other have the same fault. */
	| {readonly is: 'clock'; readonly sights: readonly Sight[]}
	/** Not valid yet, and no clock explains it. */
	| {readonly is: 'too-early'; readonly contrary: readonly Sight[]; readonly sights: readonly Sight[]}
	| {readonly is: 'fault'; readonly sights: readonly Sight[]};

/**
 * Judges a certificate whose dates are at fault. OpenSSL names one fault of several, and it names the date where the
 * issuer is unknown and the name is wrong as well: so those are looked at here, before the clock is blamed.
 */
export const judgeDate = async (
	tls: TlsFacts,
	fault: CertificateFault,
	params: ServerParams,
	reach: Pick<Reach, 'probes' | 'providers' | 'inspectors' | 'signal'>,
): Promise<DateVerdict> => {
	const other = faultBehind(tls, params.host);
	const interception = other && byItsProvider({...tls, fault: other}, params, reach);
	if (interception) return {is: 'intercepted', interception, sights: []};
	const sights = await lookElsewhere(params.host, reach);
	const isAlike = (seen: TlsFacts) => seen.fault === fault || isUnvouched(seen);
	const shared = allShare(sights, isAlike) ? byStranger(tls, params.host, sights) : undefined;
	if (shared) return {is: 'intercepted', interception: shared, sights};
	if (allShare(sights, seen => seen.fault === fault) && areIndependent([{...params, tls}, ...sights]))
		return {is: 'clock', sights};
	const contrary = fault === 'not-yet-valid' ? sights.filter(sight => endsBefore(sight, tls)) : [];
	return contrary.length > 0 ? {is: 'too-early', contrary, sights} : {is: 'fault', sights};
};

/** The other fault that a chain is seen to have, which the one of its date hides. */
const faultBehind = (tls: TlsFacts, host: string): CertificateFault | undefined => {
	if (!isFor(tls.chain[0], host)) return 'wrong-name';
	return standingOf(tls) === 'stranger' ? 'unknown-issuer' : undefined;
};

/** The same issuer here and elsewhere; one that is known may well have made both, and so proves nothing. */
const byStranger = (tls: TlsFacts, host: string, sights: readonly Sight[]): Interception | undefined => {
	const isKnown = standingOf(tls) === 'known' || standingOf(tls) === 'public';
	return byCompany(tls, host, isKnown ? sights.filter(sight => sight.tls && isUnvouched(sight.tls)) : sights);
};

/**
 * Whether at least two servers have issuers of their own, and no fault can be seen besides the date. One issuer of
 * several servers counts once where it is known, and not at all where it may be whoever stands in between.
 */
const areIndependent = (sights: readonly Pick<Sight, 'host' | 'tls'>[]): boolean => {
	const plausible = sights.flatMap(({host, tls}) =>
		tls && faultBehind(tls, host) === undefined
			? [{issuer: tls.chain[0]?.issuer ?? '', standing: standingOf(tls)}]
			: [],
	);
	const groups = [...Map.groupBy(plausible, ({issuer}) => issuer)].filter(
		([issuer, group]) => issuer !== '' && (group.length === 1 || group[0]?.standing !== 'open'),
	);
	return groups.length > 1;
};

/** Names of one certificate that a probe keeps: what is beyond them is not known. */
const keptNames = 50;

/** Whether a certificate is for a host, as far as its names tell (RFC 9525 section 6.3). */
const isFor = (leaf: Certificate | undefined, host: string): boolean => {
	const names = (leaf?.names ?? []).flatMap(name => /^DNS:(.+)$/i.exec(name)?.[1]?.toLowerCase() ?? []);
	const wanted = asciiName(host);
	const isNumeric = /^[\d.]+$|:/.test(wanted);
	if (names.length === 0 || isNumeric || (leaf?.names.length ?? 0) >= keptNames) return true;
	const parent = wanted.slice(wanted.indexOf('.') + 1);
	return names.some(name => name === wanted || name === `*.${parent}`);
};

import type {Reach} from '../../../core/check.ts';
import type {CertificateFault, TlsFacts} from '../../../core/smtp.ts';
import {type ServerParams, serverFacts} from '../../conversation.ts';
import {certificateFacts, type Gap, gapOf, sessionFacts, weakLine, weaknessOf} from './chain.ts';
import {type DateVerdict, judgeDate} from './dates.ts';
import {allShare, isUnvouched, lookElsewhere, type Sight} from './elsewhere.ts';
import type {Found, TlsFinding} from './findings.ts';
import {byCompany, byItsMaker, byItsProvider, interceptionFacts} from './interception.ts';

type Untrusted = {
	readonly tls: TlsFacts;
	readonly fault: CertificateFault;
	readonly params: ServerParams;
	readonly now: number;
};

/** What there is to say of a session whose certificate has a fault. */
export const untrusted = async (
	{tls, fault, params, now}: Untrusted,
	reach: Pick<Reach, 'probes' | 'providers' | 'inspectors' | 'signal'>,
	found: Found,
): Promise<TlsFinding> => {
	const {details, ...session} = sessionFacts(tls);
	const verdict = await judge(tls, fault, params, reach);
	const lines = 'sights' in verdict ? [...details, ...verdict.sights.map(({line}) => line)] : details;
	const facts = {...serverFacts(params), ...session, ...certificateFacts(tls, now), details: lines};
	switch (verdict.is) {
		case 'intercepted': {
			const {inspector} = verdict.interception;
			const all = {...facts, ...interceptionFacts(verdict.interception, lines)};
			return found(inspector?.kind === 'antivirus' ? 'intercepted-here' : 'intercepted', all);
		}
		case 'incomplete':
			return found('certificate-incomplete', {
				...facts,
				issuer: verdict.gap.issuer,
				details: [
					...lines,
					`to be had at ${verdict.gap.at}; if that is the root of a company’s own authority, the device has to trust it instead`,
				],
			});
		case 'weak':
			return found('certificate-weak', {
				...facts,
				weakness: verdict.weakness,
				details: [...lines, weakLine],
			});
		case 'clock':
			return found('clock', {...facts, ...comparedFacts(verdict.sights), dates: dates[fault] ?? ''});
		case 'too-early':
			return found('certificate-too-early', {...facts, ...comparedFacts(verdict.contrary)});
		case 'fault':
			return found(codes[fault], {...facts, ...comparedFacts(verdict.sights)});
	}
};

const codes = {
	expired: 'certificate-expired',
	'not-yet-valid': 'certificate-not-yet-valid',
	'self-signed': 'certificate-self-signed',
	'wrong-name': 'certificate-name',
	'unknown-issuer': 'certificate-untrusted',
	other: 'certificate-untrusted',
} as const satisfies Record<CertificateFault, string>;

const dates: {readonly [Fault in CertificateFault]?: string} = {
	expired: 'have all ended',
	'not-yet-valid': 'are all not valid yet',
};

/** The servers that were seen besides, in words and for programs. */
const comparedFacts = (sights: readonly Sight[]) => {
	const seen = sights.filter(({tls}) => tls !== undefined).map(({host}) => host);
	return seen.length === 0 ? {others: 'nobody'} : {others: seen.join(' and of '), compared: seen};
};

/** What a certificate that is not trusted comes to, once everything is looked at that bears on it. */
type Verdict =
	| DateVerdict
	| {readonly is: 'incomplete'; readonly gap: Gap}
	| {readonly is: 'weak'; readonly weakness: string};

/** Judges a certificate with a fault, with second looks at other servers where only they can tell whose fault it is. */
const judge = async (
	tls: TlsFacts,
	fault: CertificateFault,
	params: ServerParams,
	reach: Pick<Reach, 'probes' | 'providers' | 'inspectors' | 'signal'>,
): Promise<Verdict> => {
	const maker = byItsMaker(tls, reach.inspectors);
	if (maker) return {is: 'intercepted', interception: maker, sights: []};
	switch (fault) {
		case 'expired':
		case 'not-yet-valid':
			return judgeDate(tls, fault, params, reach);
		case 'unknown-issuer':
		case 'self-signed':
			return unvouchedFor(tls, params, reach);
		case 'wrong-name': {
			const interception = byItsProvider(tls, params, reach);
			return interception ? {is: 'intercepted', interception, sights: []} : {is: 'fault', sights: []};
		}
		case 'other': {
			// Node has no word for what OpenSSL says of weak keys and signatures.
			const weakness = tls.reason === 'UNSPECIFIED' ? weaknessOf(tls) : undefined;
			return weakness === undefined ? {is: 'fault', sights: []} : {is: 'weak', weakness};
		}
	}
};

const unvouchedFor = async (
	tls: TlsFacts,
	params: ServerParams,
	reach: Pick<Reach, 'probes' | 'providers' | 'inspectors' | 'signal'>,
): Promise<Verdict> => {
	const gap = gapOf(tls);
	if (gap) return {is: 'incomplete', gap};
	const interception = byItsProvider(tls, params, reach);
	if (interception) return {is: 'intercepted', interception, sights: []};
	const sights = await lookElsewhere(params.host, reach);
	const shared = allShare(sights, isUnvouched) ? byCompany(tls, params.host, sights) : undefined;
	return shared ? {is: 'intercepted', interception: shared, sights} : {is: 'fault', sights};
};

import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, ok, problem, unknown, warning} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import {domainOrAddress, text} from '../../core/value.ts';
import {
	coveredBy,
	policyLines,
	readStsRecord,
	type StsPolicy,
	stsVersion,
} from '../../mail/mta-sts-policy.ts';
import {almostOfVersion, ofVersion} from '../../mail/version-record.ts';
import {listed, type Route, routeOf} from '../exchangers.ts';
import {heldIn, ownerOf, shownText, shownTxt} from '../published.ts';
import {certificatesOf} from './mta-sts/certificates.ts';
import {policyAt} from './mta-sts/policy-file.ts';

export default defineCheck({
	id: 'domain.mta-sts',
	title: 'MTA-STS',
	about: 'Reads the MTA-STS policy of a domain and holds its exchangers against it.',
	hop: 'mx',

	params: z.strictObject({
		domain: domainOrAddress().describe('The domain, or an address in it.'),
		helo: text().optional().describe('How to introduce this side.'),
	}),

	findings: {
		enforced: ok(
			'{domain} enforces encrypted delivery (MTA-STS), and its policy names every exchanger; {certificates}.',
		),
		testing: ok(
			'{domain} tries out MTA-STS: its policy names every exchanger and asks senders only to report; {certificates}.',
		),
		disabled: ok('{domain} has switched MTA-STS off (mode none).'),
		none: ok('{domain} publishes no MTA-STS policy; that is optional (RFC 8461).'),
		'mx-not-matched': problem(
			'{domain} enforces an MTA-STS policy that names none of its exchangers, so senders that honour it do not deliver: {hosts}.',
		),
		'mx-partly-matched': warning(
			'{domain} enforces an MTA-STS policy that does not name all of its exchangers; senders that honour it pass these over: {hosts}.',
		),
		'mx-not-matched-testing': warning(
			'{domain} tries out an MTA-STS policy that does not name all of its exchangers; enforced, it would bar these: {hosts}.',
		),
		'exchangers-untrusted': problem(
			'{domain} enforces an MTA-STS policy, and no exchanger that it names shows a certificate that senders trust, so senders that honour it do not deliver: {hosts}.',
		),
		'some-untrusted': warning(
			'{domain} enforces an MTA-STS policy; senders that honour it pass these exchangers over, because they show no certificate to trust: {hosts}.',
		),
		'untrusted-testing': warning(
			'{domain} tries out an MTA-STS policy; enforced, it would bar these exchangers, which show no certificate that senders trust: {hosts}.',
		),
		'seen-untrusted': unknown(
			'{domain} enforces an MTA-STS policy, and no certificate that could be seen is one that senders trust: {hosts}. Not seen: {others}.',
		),
		'not-encrypted': unknown(
			'{domain} enforces an MTA-STS policy, and no exchanger that it names encrypts towards this side: {hosts}. If it is so everywhere, senders that honour it do not deliver; something on the way may as well have removed the offer of encryption.',
		),
		'nothing-to-match': warning('{domain} publishes an MTA-STS policy and has no exchanger: {failure}.'),
		'record-malformed': warning(
			'The MTA-STS record at {name} is not usable, because of its field {tag}: {why}.',
		),
		'several-records': warning('{name} holds {count} MTA-STS records, and senders then take it for none.'),
		'policy-missing': warning('{domain} announces an MTA-STS policy, and there is none at {url}: {failure}.'),
		redirect: warning(
			'{url} answers with a redirect ({status}), which senders must not follow: they find no MTA-STS policy.',
		),
		'policy-untrusted': warning(
			'Senders do not trust the certificate of {host} and find no MTA-STS policy there: {failure}.',
		),
		'policy-malformed': warning('The MTA-STS policy of {domain} is not usable, because of {field}: {why}.'),
		'policy-unreachable': unknown('The MTA-STS policy of {domain} could not be fetched: {failure}.'),
		'mx-unanswered': unknown(
			'{domain} publishes an MTA-STS policy (mode {mode}), and its exchangers could not be found out: {failure}.',
		),
		unanswered: unknown('DNS gave no usable answer about {name}: {failure}.'),
	},

	async run({params, found, startedAt, ...reach}) {
		const domain = params.domain.replace(/\.$/, '');
		const name = `_mta-sts.${domain}`;
		const held = heldIn(await reach.probes.dns({name, type: 'TXT'}, reach.signal));
		if (held.is === 'open') return found('unanswered', {domain, name, failure: inWords(held.failure)});
		if (held.is === 'absent') return found('none', {domain, name});

		const owner = ownerOf(name, held);
		const record = held.texts.slice(0, mostShown).map(text => shownTxt(owner, text));
		const newRecord = shownTxt(owner, `v=${stsVersion}; id=${idAt(startedAt)}`);
		const aboutRecord = advise({record, rfc: 'RFC 8461 section 3.1', publish: [newRecord], who});
		const records = ofVersion(stsVersion, held.texts);
		if (records.length > 1)
			return found('several-records', {domain, name, count: records.length, ...aboutRecord});
		const [text = almostOfVersion(stsVersion, held.texts)[0]] = records;
		if (text === undefined) return found('none', {domain, name, ...advise({record})});
		const announced = readStsRecord(text);
		if (announced.is === 'malformed') {
			const [tag, why] = [shownText(announced.tag), shownText(announced.why)];
			return found('record-malformed', {domain, name, tag, why, ...aboutRecord});
		}

		const host = `mta-sts.${domain}`;
		const url = `https://${host}/.well-known/mta-sts.txt`;
		const facts = {domain, name, url, id: announced.id, ...advise({record})};
		const file = await policyAt(url, reach);
		const about = (rfc: string) => advise({rfc, who});
		switch (file.is) {
			case 'missing':
				return found('policy-missing', {...facts, failure: file.why, ...about('RFC 8461 section 3.3')});
			case 'untrusted':
				return found('policy-untrusted', {
					...facts,
					host,
					failure: file.why,
					...advise({rfc: 'RFC 8461 section 3.3', who, details: [asSeenFromHere]}),
				});
			case 'redirect':
				return found('redirect', {...facts, status: file.status, ...about('RFC 8461 section 3.3')});
			case 'unreachable':
				return found('policy-unreachable', {...facts, failure: file.why});
			case 'malformed': {
				const {field, why, details} = file;
				const advice = advise({rfc: 'RFC 8461 section 3.2', who, details});
				return found('policy-malformed', {...facts, field, why, ...advice});
			}
			case 'policy':
				break;
		}

		const {policy, details} = file;
		const told = {...facts, mode: policy.mode, maxAge: policy.maxAge, mx: policy.mx.slice(0, mostHosts)};
		if (policy.mode === 'none') return found('disabled', {...told, ...advise({details})});
		const route = await routeOf(domain, reach);
		if (route.is === 'open')
			return found('mx-unanswered', {...told, failure: inWords(route.failure), ...advise({details})});
		if (route.is === 'absent' || route.is === 'null')
			return found('nothing-to-match', {
				...told,
				failure:
					route.is === 'null' ? 'it states that it accepts no mail' : 'it has neither an MX nor an address',
				...advise({
					rfc: 'RFC 8461 section 8.3',
					who,
					details,
					publish: [...inComments(url, {...policy, mode: 'none', mx: []}), newRecord],
				}),
			});

		const hosts = hostsOf(route);
		if (hosts.length > mostHosts)
			return found('mx-unanswered', {
				...told,
				failure: `it names more than ${mostHosts}`,
				...advise({details}),
			});
		const covered = await coveredBy(policy);
		const bare = hosts.filter(host => !covered(host));
		const lines = [...hosts.map(host => lineFor(host, covered(host))), ...details];
		const seen = await certificatesOf({route, covered, helo: params.helo}, reach);
		const {words: certificates, faulty, unseen: others} = seen;
		const judged = {...told, ...advise({details: [...seen.lines, ...lines]})};
		const untrusted = {
			...judged,
			hosts: faulty,
			...advise({
				rfc: 'RFC 8461 section 4.2',
				who: 'recipient-admin',
				details: [...seen.lines, asSeenOnTheWay, ...lines],
			}),
		};
		const {mode} = policy;
		if (mode === 'enforce' && seen.are === 'untrusted') return found('exchangers-untrusted', untrusted);
		if (bare.length === 0) {
			if (seen.are === 'trusted' || seen.are === 'open')
				return found(verdicts[mode], {...judged, certificates});
			if (mode === 'testing') return found('untrusted-testing', untrusted);
			if (seen.are === 'partly-trusted') return found('some-untrusted', untrusted);
			return seen.are === 'not-encrypted'
				? found('not-encrypted', untrusted)
				: found('seen-untrusted', {...untrusted, others});
		}
		const mismatch = {
			...judged,
			hosts: listed(bare),
			...advise({
				rfc: 'RFC 8461 section 4.1',
				who,
				publish: [...inComments(url, await widened(policy, hosts)), newRecord],
			}),
		};
		if (mode === 'testing') return found('mx-not-matched-testing', mismatch);
		return found(bare.length === hosts.length ? 'mx-not-matched' : 'mx-partly-matched', mismatch);
	},
});

const who = 'domain-owner';
const asSeenFromHere = 'A wrong clock here, or a firewall here that opens TLS, would look the same.';
const asSeenOnTheWay = 'A firewall here that opens TLS, or removes the offer of it, would look the same.';
const verdicts = {enforce: 'enforced', testing: 'testing'} as const;

/** Records and lines that are shown, and exchangers that are held against the policy. */
const mostShown = 10;
const mostHosts = 50;

const hostsOf = (route: Extract<Route, {is: 'named' | 'implicit'}>): readonly string[] =>
	route.is === 'implicit' ? [route.exchanger.host] : route.exchangers.map(({host}) => host);

const lineFor = (host: string, covered: boolean): string =>
	`${printable(host)} is ${covered ? 'named' : 'not named'} by the policy`;

/** The policy with every exchanger in it, and without names that no exchanger has. */
const widened = async (policy: StsPolicy, hosts: readonly string[]): Promise<StsPolicy> => {
	const patterns = [...new Set(policy.mx)].slice(0, mostHosts);
	const names = await Promise.all(patterns.map(pattern => coveredBy({...policy, mx: [pattern]})));
	const kept = patterns.filter((_, index) => hosts.some(host => names[index]?.(host)));
	const covered = await coveredBy({...policy, mx: kept});
	const bare = hosts.filter(host => !covered(host)).map(host => printable(host).toLowerCase());
	return {...policy, mx: [...kept, ...bare]};
};

/** A policy file among records: senders fetch it when they see a new record, so it changes first (RFC 8461 section 8.1). */
const inComments = (url: string, policy: StsPolicy): readonly string[] => [
	`; first, at ${url}:`,
	...policyLines(policy).map(line => `; ${line}`),
];

/** An id that no earlier policy can have had: the second in which it is proposed. */
const idAt = (time: number): string => new Date(time).toISOString().replaceAll(/\D/g, '').slice(0, 14);

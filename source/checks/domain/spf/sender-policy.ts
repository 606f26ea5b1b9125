import type {Reach} from '../../../core/check.ts';
import type {DnsAnswer, DnsType} from '../../../core/dns.ts';
import type {Failure} from '../../../core/failure.ts';
import {type Result, success} from '../../../core/result.ts';
import type {Ask, FailedLookup} from '../../../mail/resolver.ts';
import {notPublic} from '../../../mail/reverse-name.ts';
import {dotted, parseAddress} from '../../../mail/spf/address.ts';
import {type Evaluation, evaluateSpf, type SpfResult} from '../../../mail/spf/evaluate.ts';
import {shownName, shownText, stateOf} from '../../../mail/spf/show.ts';
import {type Break, breaksIn, type Recall, type Trace, trace} from '../../../mail/spf/trace.ts';
import {type Branch, branchesOf, readTree, unfollowed, worstLookups} from '../../../mail/spf/tree.ts';
import {deniesBeforeAll, restsOnReverseName} from '../../../mail/spf/weakness.ts';
import {isNowhere} from '../../exchangers.ts';

export type PolicyParams = {
	readonly domain: string;
	readonly ip?: string | undefined;
	readonly sender?: string | undefined;
	readonly helo?: string | undefined;
};

/** Whose record decides (RFC 7208 section 2.4). */
export type Identity = {
	readonly evaluated: string;
	readonly by: 'MAIL FROM' | 'HELO';
	readonly sender: string;
	readonly helo: string;
};

/** Everything that was learnt about the policy of one domain, and about one address if there is one. */
export type Study = {
	readonly identity: Identity;
	readonly tree: Branch;
	/** Everything wrong anywhere in the tree. */
	readonly breaks: readonly Break[];
	/** What could not be read, in words. */
	readonly unread: readonly string[];
	/** The domain itself is proven not to exist. */
	readonly nowhere?: true;
	/** Of the address. */
	readonly judged?: Judged;
	/** What a record would lead to if it were published in place of those of its owner. */
	readonly outlook: (owner: string, record: string) => Promise<Outlook>;
};

export type Outlook = Pick<Study, 'breaks'> & {
	/** The most lookups that an address can cost. */
	readonly worst: number;
	/** For the address. */
	readonly result?: SpfResult;
};

export type Judged = {
	/** An IPv4-mapped IPv6 address as the IPv4 address that it is to SPF. */
	readonly ip: string;
	/** What the address is where no receiver on the internet can see it. */
	readonly kind?: string;
	readonly evaluation: Evaluation;
	readonly traced?: Trace;
	/** A failed lookup that RFC 7208 section 5.5 passes over, but that could have decided otherwise. */
	readonly inDoubt?: FailedLookup;
};

/** Evaluates the policy for the address, and reads its whole tree whether the evaluation came there or not. */
export const study = async (
	params: PolicyParams,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<Study> => {
	const identity = identityOf(params);
	const {ask, recall} = remembering((name, type) => probes.dns({name, type}, signal));
	const {evaluated, by, sender, helo} = identity;
	const {ip} = params;
	const address = ip === undefined ? undefined : parseAddress(ip);
	const evaluate = async (through: Ask): Promise<Evaluation | undefined> =>
		ip === undefined ? undefined : evaluateSpf({ip, sender: by === 'HELO' ? '' : sender, helo}, through);
	const read = (through: Ask): Promise<Branch> =>
		readTree(through, {sender, domain: evaluated, helo, ...(address ? {address} : {})});
	const evaluation = await evaluate(ask);
	const tree = await read(ask);
	const denied = tree.found.is === 'none' && tree.found.absence?.code === 'no-such-name';
	const common = {
		identity,
		...(denied && (await isNowhere(evaluated, {probes, signal})) ? {nowhere: true as const} : {}),
		tree,
		breaks: breaksIn(tree),
		unread: unreadIn(tree),
		outlook: async (owner: string, record: string): Promise<Outlook> => {
			const assumed = assuming(ask, owner, record);
			const result = (await evaluate(assumed))?.result;
			const then = await read(assumed);
			return {breaks: breaksIn(then), worst: worstLookups(then), ...(result ? {result} : {})};
		},
	};
	if (ip === undefined || !evaluation) return common;
	const traced = address && trace(tree, address, recall);
	const doubt = doubtOf(evaluation, tree);
	const kind = notPublic(ip);
	return {
		...common,
		judged: {
			ip: address?.family === 4 ? dotted(address) : ip,
			evaluation,
			...(traced ? {traced} : {}),
			...(kind === undefined ? {} : {kind}),
			...(doubt ? {inDoubt: doubt} : {}),
		},
	};
};

/** As if the TXT records of one name were this one. */
const assuming =
	(ask: Ask, owner: string, record: string): Ask =>
	async (name, type) =>
		type === 'TXT' && name.toLowerCase() === owner
			? success({
					server: 'assumed',
					protocol: 'overlay',
					records: [{name, type, ttl: 0, data: record}],
					aliases: [],
					authenticated: false,
					tries: 0,
					dropped: [],
				})
			: ask(name, type);

const unreadIn = (tree: Branch): readonly string[] => [
	...branchesOf(tree)
		.filter(({found: {is}}) => is === 'unanswered' || is === 'cut')
		.map(branch => `${shownName(branch.domain)} ${stateOf(branch)}`),
	...unfollowed(tree).map(({text}) => `"${shownText(text)}" depends on who sends`),
];

const identityOf = ({domain, sender = `postmaster@${domain}`, helo = domain}: PolicyParams): Identity => {
	const name = asciiName(helo);
	if (sender === '') return {evaluated: name, by: 'HELO', sender: `postmaster@${name}`, helo: name};
	const at = sender.lastIndexOf('@');
	const evaluated = asciiName(sender.slice(at + 1));
	return {
		evaluated,
		by: 'MAIL FROM',
		sender: `${sender.slice(0, Math.max(at, 0)) || 'postmaster'}@${evaluated}`,
		helo,
	};
};

/** Lower case, U-labels as A-labels (RFC 8616 section 4), without the final dot. */
const asciiName = (name: string): string =>
	name
		.trim()
		.replace(/\.$/, '')
		.toLowerCase()
		.split('.')
		.map(label =>
			/^[ -~]*$/.test(label)
				? label
				: (URL.parse(`http://${label}.invalid`)?.hostname.replace(/\.invalid$/, '') ?? label),
		)
		.join('.');

/** Asks every question once, and recalls what was answered. */
const remembering = (ask: Ask): {readonly ask: Ask; readonly recall: Recall} => {
	const asked = new Map<string, Promise<Result<DnsAnswer, Failure>>>();
	const answers = new Map<string, Result<DnsAnswer, Failure>>();
	const keyOf = (name: string, type: DnsType) => `${type} ${name.toLowerCase().replace(/\.$/, '')}`;
	return {
		ask: (name, type) => {
			const key = keyOf(name, type);
			const running = asked.get(key);
			if (running !== undefined) return running;
			const answer = ask(name.toLowerCase().replace(/\.$/, ''), type).then(result => {
				answers.set(key, result);
				return result;
			});
			asked.set(key, answer);
			return answer;
		},
		recall: (name, type) => answers.get(keyOf(name, type)),
	};
};

const proven: readonly SpfResult[] = ['none', 'temperror'];

/** A pass stands whatever the lookup would have said, where every term before could only have let pass, too. */
const doubtOf = ({result, failures}: Evaluation, tree: Branch): FailedLookup | undefined => {
	if (proven.includes(result) || !restsOnReverseName(tree)) return undefined;
	if (result === 'pass' && !deniesBeforeAll(tree)) return undefined;
	return failures.find(({type}) => type !== 'TXT');
};

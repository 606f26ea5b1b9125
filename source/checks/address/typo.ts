import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, ok, problem, warning} from '../../core/check.ts';
import {slipsBetween} from '../../core/edit-distance.ts';
import {printable} from '../../core/printable.ts';
import {quoted} from '../../core/value.ts';
import {type Parsed, parseAddress} from '../../mail/address-syntax.ts';
import {isDisposable} from '../../mail/disposable.ts';
import {asciiDomain, lookAlikes} from '../../mail/look-alike.ts';
import {nearestDomain} from '../../mail/nearest-domain.ts';
import {publicSuffix} from '../../mail/public-suffix.ts';

export default defineCheck({
	id: 'address.typo',
	title: 'Address typed right',
	about: 'Reads an e-mail address as it was typed and looks for slips of the hand, without asking anybody.',
	hop: 'account',

	params: z.strictObject({
		address: z
			.string()
			.max(1000, {error: 'expected at most 1000 characters'})
			.describe('The address exactly as it is on file, even if it is none.'),
	}),

	findings: {
		plausible: ok('Nothing about {address} looks like a slip.'),
		role: ok('{address} is an address of a role: several people may read it, or nobody.'),
		disposable: ok('{address} is at {domain}, which throws mailboxes away after a short time.'),
		'likely-typo': warning(
			'{domain} is {slips} away from {near}: was {suggestion} meant? A domain of that name may exist all the same.',
		),
		'look-alike': warning(
			'{address} has letters that only look like ordinary ones, {characters}: mail goes to another address than the one that is read.',
		),
		'no-dot': warning('{domain} has no dot and is no mail domain of the internet{guess}.'),
		'unknown-tld': warning('“{tld}” is no top-level domain that lostmail knows of{guess}.'),
		'address-literal': warning(
			'{address} names an IP address instead of a domain: that is allowed, but few servers deliver to it.',
		),
		'needs-smtputf8': warning(
			'{address} has letters before the @ that are not ASCII: only servers with SMTPUTF8 (RFC 6531) can send to it.',
		),
		malformed: problem('{address} is no e-mail address: {mistake}.'),
	},

	async run({params: {address: raw}, providers, found}) {
		const parsed = parseAddress(raw);
		if (parsed.is === 'mistake') return found('malformed', malformed(raw, parsed));
		const {local, domain, isLiteral} = parsed;
		const address = printable(raw);
		if (isLiteral) return found('address-literal', {address, domain, ...toward('RFC 5321 section 4.1.3')});

		const alike = lookAlikes(raw);
		if (alike)
			return found('look-alike', {
				address,
				domain,
				characters: alike.characters.slice(0, most).map(codePoint).join(', '),
				...(alike.meant === undefined ? {} : {suggestion: alike.meant}),
				...toward('UTS 39 section 5.1', alike.meant),
			});
		const ascii = asciiDomain(domain);
		if (ascii === undefined) return found('malformed', malformed(raw, {...noDomain, at: local.length + 2}));

		const known = new Set(providers.flatMap(({domains}) => domains));
		if (known.has(ascii)) return found(...kindOf(local, ascii, address));
		const suffix = await publicSuffix(ascii);
		const tld = ascii.slice(ascii.lastIndexOf('.') + 1);
		const isReserved = reserved.has(tld);
		const near = isReserved
			? undefined
			: nearestDomain(ascii, known, suffix === undefined ? 'unknown-end' : 'known-end');
		if (near)
			return found('likely-typo', {
				address,
				domain: ascii,
				slips: near.slips === 1 ? 'one letter' : 'two letters',
				near: near.domain,
				suggestion: `${local}@${near.domain}`,
				...toward('RFC 5321 section 2.3.5', `${local}@${near.domain}`),
			});
		if (!ascii.includes('.') && !isReserved) {
			const whole = [...known].find(name => name.startsWith(`${ascii}.`));
			return found('no-dot', {address, domain: ascii, ...guess(local, whole)});
		}
		if (suffix === undefined && !isReserved) {
			const end = commonEnds.find(one => slipsBetween(tld, one, 1) === 1);
			const whole = end === undefined ? undefined : `${ascii.slice(0, -tld.length)}${end}`;
			return found('unknown-tld', {address, domain: ascii, tld, ...guess(local, whole)});
		}
		return found(...kindOf(local, ascii, address));
	},
});

/** Characters that are named. */
const most = 5;

const noDomain = {is: 'mistake', what: 'what stands after the @ is no domain (UTS 46)'} as const;

const codePoint = (character: string): string =>
	`“${printable(character)}” (U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`;

const toward = (rfc: string, suggestion?: string) =>
	advise({
		rfc,
		who: 'end-user',
		...(suggestion === undefined ? {} : {details: [`Did you mean ${suggestion}?`]}),
	});

const malformed = (raw: string, {what, at, meant}: Extract<Parsed, {is: 'mistake'}>) => {
	const suggestion = meant !== undefined && parseAddress(meant).is === 'address' ? meant : undefined;
	return {
		address: printable(quoted(raw)),
		mistake: `${printable(what)}, at character ${at}`,
		place: at,
		...(suggestion === undefined ? {} : {suggestion}),
		...toward('RFC 5321 section 4.1.2', suggestion),
	};
};

const guess = (local: string, domain: string | undefined) => ({
	guess:
		domain === undefined
			? ', so mail to it is not likely to arrive'
			: `; perhaps ${local}@${domain} was meant`,
	...(domain === undefined ? {} : {suggestion: `${local}@${domain}`}),
	...toward('RFC 5321 section 2.3.5', domain === undefined ? undefined : `${local}@${domain}`),
});

type Kind = 'needs-smtputf8' | 'disposable' | 'role' | 'plausible';

const kindOf = (
	local: string,
	domain: string,
	address: string,
): readonly [Kind, {readonly address: string; readonly domain: string}] => {
	const facts = {address, domain};
	if (/[^\x20-\x7e]/.test(local)) return ['needs-smtputf8', {...facts, ...toward('RFC 6531 section 3.3')}];
	if (isDisposable(domain)) return ['disposable', facts];
	return [roles.has(local.toLowerCase()) ? 'role' : 'plausible', facts];
};

/** RFC 2142, and what is common besides. */
const roles: ReadonlySet<string> = new Set([
	...[
		'abuse',
		'accounting',
		'admin',
		'administrator',
		'billing',
		'contact',
		'dns',
		'ftp',
		'help',
		'hostmaster',
	],
	...[
		'hello',
		'hr',
		'info',
		'it',
		'jobs',
		'mail',
		'marketing',
		'no-reply',
		'noc',
		'noreply',
		'office',
		'orders',
	],
	...[
		'postmaster',
		'press',
		'privacy',
		'root',
		'sales',
		'security',
		'service',
		'support',
		'team',
		'webmaster',
	],
]);

/** Ends of names in private networks and in examples (RFC 2606, RFC 6761, RFC 6762, RFC 8375, RFC 9476). */
const reserved: ReadonlySet<string> = new Set([
	...['alt', 'arpa', 'corp', 'example', 'home', 'internal', 'intranet', 'invalid', 'lan', 'local'],
	...['localdomain', 'localhost', 'onion', 'private', 'test'],
]);

const commonEnds = ['com', 'net', 'org', 'info', 'edu', 'gov', 'biz', 'mil'] as const;

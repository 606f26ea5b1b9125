import {type Facts, type Finding, ok, problem, unknown, warning} from '../../../core/check.ts';

/** Everything that can be found out about the SPF record of a domain. */
export const spfFindings = {
	passes: ok('SPF of {evaluated} lets {ip} send: {matched}.'),
	'record-valid': ok(
		'The SPF record of {evaluated} is valid and takes at most {worst} of 10 lookups; no sending address was given to judge by it.',
	),
	'not-authorized': problem(
		'SPF of {evaluated} forbids {ip} to send: {matched}. If that server is yours, the record has to name it.',
	),
	softfail: warning(
		'SPF of {evaluated} does not expect mail from {ip} (softfail): {matched}. If that server is yours, the record has to name it.',
	),
	neutral: warning(
		'SPF of {evaluated} says neither yes nor no to {ip}: {matched}. If that server is yours, the record has to name it.',
	),
	'not-public': unknown(
		'{ip} is {kind} and not on the internet: what SPF of {evaluated} says about it ({result}) means nothing. The address that counts is the one that receivers see.',
	),
	missing: warning('{evaluated} has no SPF record, so nothing tells receivers which servers send for it.'),
	'no-such-domain': unknown('DNS says that {domain} does not exist, so there is no SPF to judge by.'),
	misspelled: warning('{evaluated} has a text that no receiver takes for an SPF record: {seen}'),
	'not-a-domain': warning(
		'SPF has nothing to look up, because the sender’s domain is “{evaluated}”, which is not a full domain name.',
	),
	'several-records': problem(
		'{owner} has {count} SPF records and may have one only, so receivers use none of them (permerror).',
	),
	syntax: problem(
		'The SPF record of {owner} is invalid as a whole (permerror): {term}, at character {at}, {mistake}.',
	),
	'include-without-record': problem('SPF of {evaluated} cannot be evaluated (permerror): {reason}.'),
	loop: problem('SPF of {evaluated} goes round in a circle (permerror): {reason}.'),
	'too-many-lookups': problem(
		'SPF of {evaluated} takes more than the 10 lookups that are allowed (permerror): {reason}.',
	),
	'too-many-voids': problem(
		'SPF of {evaluated} takes more than the 2 lookups without result that are allowed (permerror): {reason}.',
	),
	'too-many-exchangers': problem(
		'SPF of {evaluated} asks for more than the 10 exchangers that are allowed (permerror): {reason}.',
	),
	'other-permerror': problem('SPF of {evaluated} cannot be evaluated (permerror): {reason}.'),
	permissive: warning('SPF of {evaluated} lets practically everybody send: {reason}.'),
	'over-limit': warning(
		'SPF of {evaluated} takes {worst} lookups for an address that no term matches, and 10 are allowed: such mail gets permerror in place of an answer.',
	),
	'broken-elsewhere': warning(
		'SPF of {evaluated} lets {ip} send, but gives permerror for addresses that no earlier term matches: {reason}.',
	),
	'ptr-used': warning(
		'SPF of {evaluated} uses {reason}: “ptr” is slow and unreliable, and should not be published. Servers are named by “a”, “mx”, “ip4” or “ip6”.',
	),
	'ignored-terms': warning('Part of the SPF record of {evaluated} has no effect: {reason}.'),
	'open-end': warning('SPF of {evaluated} says nothing about servers that it does not name.'),
	'partly-read': unknown(
		'The SPF record of {evaluated} is well formed, but not all that it leads to could be read: {reason}.',
	),
	unanswered: unknown(
		'SPF of {evaluated} could not be evaluated: {query} could not be looked up: {failure}.',
	),
};

type Code = keyof typeof spfFindings;

/** How a check on SPF tells what it found. */
export type FoundOfSpf = <C extends Code>(
	code: C,
	facts: Facts<(typeof spfFindings)[C]['says']>,
) => Finding<Code>;

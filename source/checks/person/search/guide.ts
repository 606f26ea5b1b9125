import type {Reach} from '../../../core/check.ts';
import {type Failure, isAbsence} from '../../../core/failure.ts';
import {type MailPlace, type MailProvider, mailPlaces, type PlaceToLook} from '../../../core/provider.ts';
import {asciiName} from '../../../mail/domain-name.ts';
import {providersOfDomain, providersOfExchangers} from '../../../mail/provider-of.ts';

/** The way to each place of a mailbox; a place that its provider is known not to have is missing. */
export type Guide = {
	/** The provider, where it is known. */
	readonly name?: string;
	readonly ways: ReadonlyMap<MailPlace, PlaceToLook>;
	/** Why it is not known who has the mailbox. */
	readonly failure?: Failure;
};

/** The guide for the mailbox of an address: by the provider that was named, by its domain, else by its exchangers. */
export const guideFor = async (
	{provider, address}: {readonly provider?: string | undefined; readonly address?: string | undefined},
	reach: Pick<Reach, 'probes' | 'providers' | 'signal'>,
): Promise<Guide> => {
	const {providers} = reach;
	const called = provider?.trim().toLowerCase();
	const named = providers.filter(({id, name}) => id === called || name.toLowerCase() === called);
	if (named.length > 0 || address === undefined) return guideOf(named, providers);
	const domain = asciiName(address.slice(address.lastIndexOf('@') + 1));
	const known = providersOfDomain(providers, domain);
	if (known.length > 0) return guideOf(known, providers);
	const {exchangers, failure} = await exchangersOf(domain, reach);
	return {
		...guideOf(providersOfExchangers(providers, exchangers), providers),
		...(failure ? {failure} : {}),
	};
};

/** Exchangers that are looked at. */
const most = 20;

const exchangersOf = async (
	name: string,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<{readonly exchangers: readonly string[]; readonly failure?: Failure}> => {
	const answer = await probes.dns({name, type: 'MX'}, signal);
	if (!answer.ok) return {exchangers: [], ...(isAbsence(answer.failure) ? {} : {failure: answer.failure})};
	const records = answer.value.records.toSorted((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
	return {exchangers: records.slice(0, most).map(({data}) => asciiName(data))};
};

/** Of several that cannot be told apart, the first whose places are known; without one, the general guide. */
const guideOf = (candidates: readonly MailProvider[], providers: readonly MailProvider[]): Guide => {
	const provider = candidates.find(({places}) => places) ?? candidates[0];
	if (!provider) return {ways: new Map(Object.entries(general) as [MailPlace, PlaceToLook][])};
	const {name, places = {}} = provider;
	const model = providers.find(({id}) => id === places.like)?.places ?? {};
	const without = [...(model.without ?? []), ...(places.without ?? [])];
	const isKnown = Object.keys({...model, ...places}).length > 0;
	return {
		name,
		ways: new Map(
			mailPlaces.flatMap((place): [MailPlace, PlaceToLook][] => {
				const own = places[place] ?? (without.includes(place) ? undefined : model[place]);
				if (own) return [[place, own]];
				const isAbsent = without.includes(place) || (isKnown && rare.includes(place));
				return isAbsent ? [] : [[place, general[place]]];
			}),
		),
	};
};

/** Places that few providers have: a provider whose places are known has them only where its entry says so. */
const rare: readonly MailPlace[] = ['tabs', 'quarantine'];

/** Where these things usually are, for a mailbox of which nobody knows more. */
const general: Readonly<Record<MailPlace, PlaceToLook>> = {
	search: {go: 'The search box, with all folders (or the whole mailbox) chosen', type: '{from}'},
	junk: {go: 'The folder called Spam, Junk, Junk E-mail, Bulk Mail or Unknown'},
	tabs: {go: 'Tabs or categories above the list, such as Other, Promotions, Updates or Social'},
	trash: {go: 'Trash (Deleted Items), and Archive (All Mail)'},
	rules: {go: 'Settings › Rules (also called Filters)'},
	blocked: {go: 'Settings › Blocked senders (also called Blocklist or Blacklist)'},
	forwarding: {go: 'Settings › Forwarding, and Settings › POP and IMAP (also called Accounts)'},
	quarantine: {
		go: 'The quarantine of the organization: its website, or the mails in which it lists what it holds',
		note: 'A mailbox of a person at home has none.',
	},
	storage: {go: 'The line about used storage, below the folders or in Settings › Account'},
};

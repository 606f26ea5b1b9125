import type {Choice, PersonQuestion} from '../../../core/person.ts';
import {printable} from '../../../core/printable.ts';
import type {MailPlace, PlaceToLook} from '../../../core/provider.ts';
import type {Explanation} from './findings.ts';
import type {Guide} from './guide.ts';

/** One question of the search: the places that it sends to, and what each answer explains. */
export type Look = {
	readonly id: string;
	/** What is looked at, for the list of what was and what was not. */
	readonly name: string;
	/** It is asked where the mailbox has the first of them. */
	readonly places: readonly [MailPlace, ...MailPlace[]];
	readonly ask: string;
	readonly why: string;
	readonly caution?: string;
	readonly choices: ReadonlyArray<Choice & {readonly explains?: Explanation}>;
};

/** Cheapest first; each is asked only while nothing explains where the mail is. */
export const looks: readonly Look[] = [
	{
		id: 'everywhere',
		name: 'a search in all folders',
		places: ['search'],
		ask: 'Search the whole mailbox for the sender, or for the word “code”. Does the mail turn up?',
		why: 'Most mails that are missed are in the mailbox, in another place than expected. Searching changes nothing.',
		choices: [
			{value: 'nowhere', label: 'No, it does not turn up'},
			{value: 'inbox', label: 'Yes, in the inbox', explains: 'in-inbox'},
			{value: 'junk', label: 'Yes, in the junk folder (Spam)', explains: 'in-junk'},
			{value: 'tab', label: 'Yes, under another tab of the inbox', explains: 'in-tab'},
			{value: 'trash', label: 'Yes, in the trash', explains: 'in-trash'},
			{value: 'folder', label: 'Yes, in another folder or in the archive', explains: 'in-folder'},
		],
	},
	{
		id: 'junk',
		name: 'the junk folder',
		places: ['junk'],
		ask: 'Open the junk folder, newest first. Is the mail there?',
		why: 'Many searches leave this folder out.',
		caution: 'Do not empty this folder, and delete nothing in it: the mail may be among what is deleted.',
		choices: [
			{value: 'no', label: 'No, it is not there'},
			{value: 'yes', label: 'Yes, it is there', explains: 'in-junk'},
		],
	},
	{
		id: 'tabs',
		name: 'the other tabs of the inbox',
		places: ['tabs'],
		ask: 'Look under the other tabs or categories of the inbox. Is the mail there?',
		why: 'What machines send is often sorted under a tab that is not shown first.',
		choices: [
			{value: 'no', label: 'No, it is not there'},
			{value: 'yes', label: 'Yes, it is under another tab', explains: 'in-tab'},
		],
	},
	{
		id: 'trash',
		name: 'the trash and the archive',
		places: ['trash'],
		ask: 'Look into the trash and into the archive. Is the mail there?',
		why: 'Rules, and blocked senders at some services, put mail there without a word.',
		caution: 'Do not empty the trash: what is deleted there is gone.',
		choices: [
			{value: 'no', label: 'No, in neither of them'},
			{value: 'trash', label: 'Yes, in the trash', explains: 'in-trash'},
			{value: 'archive', label: 'Yes, in the archive', explains: 'in-folder'},
		],
	},
	{
		id: 'rules',
		name: 'rules and blocked senders',
		places: ['rules', 'blocked'],
		ask: 'Look through the rules and the blocked senders. Does one of them fit this mail?',
		why: 'A rule can move or delete a mail before anybody sees it, and some services drop what a blocked sender sends.',
		caution: 'Only look for now, and change no rule.',
		choices: [
			{value: 'no', label: 'No, none of them fits'},
			{value: 'rule', label: 'Yes, a rule fits', explains: 'rule'},
			{value: 'blocked', label: 'Yes, the sender or its domain is blocked', explains: 'sender-blocked'},
		],
	},
	{
		id: 'forwarding',
		name: 'forwarding and other programs that fetch mail',
		places: ['forwarding'],
		ask: 'Is mail of this mailbox forwarded, or does another program fetch it by POP?',
		why: 'Then the mail may be in another mailbox or on another computer, and no longer here.',
		choices: [
			{value: 'no', label: 'No, or a copy stays here each time'},
			{
				value: 'forwarded',
				label: 'Yes, it is forwarded and no copy stays here',
				explains: 'forwarded',
			},
			{
				value: 'fetched',
				label: 'Yes, a program fetches it and removes it here',
				explains: 'fetched-elsewhere',
			},
		],
	},
	{
		id: 'quarantine',
		name: 'the quarantine',
		places: ['quarantine'],
		ask: 'Does the quarantine of the organization hold the mail?',
		why: 'A filter in front of the mailbox keeps what it distrusts, and the mailbox shows nothing of it.',
		caution: 'Only look for now, and delete nothing there.',
		choices: [
			{value: 'no', label: 'No, it is not there'},
			{value: 'yes', label: 'Yes, it is held there', explains: 'quarantined'},
		],
	},
	{
		id: 'storage',
		name: 'the storage',
		places: ['storage'],
		ask: 'Is the mailbox full?',
		why: 'A full mailbox takes no new mail, and whoever waits is told nothing.',
		caution: 'Delete nothing yet, and do not empty trash or junk: the mail may be there.',
		choices: [
			{value: 'no', label: 'No, there is room'},
			{value: 'full', label: 'Yes, it is full', explains: 'full'},
		],
	},
];

/** What to call a place beside the way to it. */
const placeNames: Readonly<Record<MailPlace, string>> = {
	search: 'Search',
	junk: 'Junk',
	tabs: 'Tabs',
	trash: 'Trash',
	rules: 'Rules',
	blocked: 'Blocked',
	forwarding: 'Forwarding',
	quarantine: 'Quarantine',
	storage: 'Storage',
};

type Row = {readonly label: string; readonly value: string};

const rowsFor = ({ways}: Guide, {places}: Pick<Look, 'places'>, sender: string | undefined): readonly Row[] =>
	places.flatMap(place => {
		const way = ways.get(place);
		return way ? rowsOf(placeNames[place], way, sender) : [];
	});

const rowsOf = (
	label: string,
	{go, at, type, labels, note, unsure}: PlaceToLook,
	sender: string | undefined,
): readonly Row[] => [
	{label, value: go},
	...(at === undefined ? [] : [{label: 'Page', value: at}]),
	...(type === undefined
		? []
		: [{label: 'Type', value: type.replaceAll('{from}', () => printable(sender ?? 'code'))}]),
	...(labels === undefined
		? []
		: [{label: 'Also called', value: [...new Set(Object.values(labels))].join(', ')}]),
	...(note === undefined ? [] : [{label: 'Know', value: note}]),
	...(unsure ? [{label: 'Beware', value: 'this way is from memory and may be called otherwise today'}] : []),
];

/** The question as it is put to the person who has the mailbox open. */
export const questionOf = (
	guide: Guide,
	look: Look,
	place: {readonly number: number; readonly about: number},
	sender: string | undefined,
): PersonQuestion => ({
	id: `search.${look.id}`,
	ask: look.ask,
	why: guide.name === undefined ? look.why : `${look.why} The way is that of ${guide.name} on the web.`,
	enter: rowsFor(guide, look, sender),
	...(look.caution === undefined ? {} : {caution: look.caution}),
	kind: 'choice',
	choices: look.choices.map(({value, label}) => ({value, label})),
	mayBeUnknown: true,
	place,
});

/** The ways of one question in one line, for somebody who has to pass them on. */
export const lineOf = (guide: Guide, look: Look, sender: string | undefined): string =>
	rowsFor(guide, look, sender)
		.map(({label, value}) => `${label}: ${value.replace(/\.$/, '')}`)
		.join('; ');

import type {Case} from '../../core/case.ts';
import {dialogueKey, type Explainer} from '../../core/dialogue.ts';
import {explainedOnce} from '../../core/explain/keyword.ts';
import {type DialogueLine, dialogueLine, troubleWord} from '../../core/explain/line.ts';
import {actorWords} from '../../core/knowledge.ts';
import {leftOutWords, thousands} from '../../core/left-out.ts';
import {retryWords} from '../../core/reply-rule.ts';
import {serverOf} from '../../report/steps.ts';
import {shortened} from '../../report/wrap.ts';
import {sentence} from './sentence.ts';

/** What was said with one server, a block of sentences for each line. */
export type Conversation = {
	readonly server: string;
	readonly blocks: ReadonlyArray<readonly string[]>;
	/** The place of the last refusal, from 0; absent where nothing was refused. */
	readonly refusal?: number;
};

/** Conversations of a case that are offered, and lines of one that are read out. */
const mostConversations = 50;
const mostLines = 1000;
/** Keywords of one reply to EHLO. */
const mostOffers = 30;
/** Characters of one line of it. */
const longest = 600;

/** Every conversation with a mail server in this case, explained. */
export const conversationsOf = ({steps}: Case, explain: Explainer): readonly Conversation[] => {
	const dialogues = explain(steps);
	const once = explainedOnce();
	const parts = steps.flatMap(({evidence}) => evidence).filter(one => dialogues.has(one));
	return [...Map.groupBy(parts, dialogueKey).values()].slice(0, mostConversations).map(group => {
		const all = group.flatMap(part => dialogues.get(part) ?? []);
		const lines = all.slice(0, mostLines).map(dialogueLine).map(once);
		const more = all.length - lines.length;
		const refusal = lines.findLastIndex(line => line.side === 'server' && troubleWord(line) !== undefined);
		return {
			server: serverOf(group[0]),
			blocks: [
				...lines.map(blockOf),
				...(more > 0
					? [
							[
								leftOutWords(
									more,
									['line'],
									`of one conversation at most ${thousands(mostLines)} are read out`,
								),
							],
						]
					: []),
			],
			...(refusal < 0 ? {} : {refusal}),
		};
	});
};

const speakers: Readonly<Record<DialogueLine['side'], string>> = {
	client: 'We said',
	server: 'The server said',
	connection: 'Connection',
};

const blockOf = (line: DialogueLine): readonly string[] => {
	const word = troubleWord(line);
	const means = word === undefined ? line.means : `${word}: ${line.means}`;
	return [
		`${speakers[line.side]}: ${shortened(saidIn(line), longest)}`,
		...(line.means === '' ? [] : [`That means: ${sentence(means)}`]),
		...(line.offers ?? [])
			.slice(0, mostOffers)
			.map(({keyword, means: offer}) => `It offers ${keyword}: ${sentence(offer)}`),
		...offersLeft(line),
		...(line.side === 'server' && word !== undefined ? refusalSentences(line) : []),
	];
};

const offersLeft = ({offers = []}: DialogueLine): readonly string[] =>
	offers.length > mostOffers
		? [leftOutWords(offers.length - mostOffers, ['offer'], `at most ${mostOffers} are read out`)]
		: [];

/** What EHLO offers is told apart. */
const saidIn = ({offers, text}: DialogueLine): string =>
	offers ? (text.split('\n')[0] ?? '') : text.replaceAll('\n', ' ');

const refusalSentences = ({class: kind, note, healthy, provider}: DialogueLine): readonly string[] => {
	const sure = note && !note.unsure ? note : undefined;
	return [
		...labelled('The code says', kind?.replaceAll(' · ', ', ')),
		...labelled(note?.unsure ? 'It may mean' : 'In plain words', note?.means),
		...(provider?.says ?? []).map(
			says => `${provider?.guessed ? `If this is ${provider.name}` : provider?.name}: ${sentence(says)}`,
		),
		...labelled('Who can change it', sure?.who && actorWords[sure.who]),
		...labelled('What to do', sure?.remedy),
		...labelled('Trying again', sure && retryWords(sure.retry, sure.waitMinutes)),
		...labelled('A healthy server says here', healthy),
	];
};

const labelled = (label: string, words: string | undefined): readonly string[] =>
	words === undefined || words === '' ? [] : [`${label}: ${sentence(words)}`];

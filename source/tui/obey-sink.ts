import {sessionWords} from '../core/sink-words.ts';
import type {Candidate} from '../core/verification.ts';
import type {SinkCommand} from './command-name.ts';
import {type Edit, edit} from './field.ts';
import {caughtIn, type Inbox, type SinkRow, sessionIdOf} from './inbox.ts';
import {messageParts, type SinkChange} from './sink-ui.ts';
import type {Situation} from './situation.ts';
import {clean} from './text.ts';
import type {Action} from './ui.ts';
import {timeOfDay} from './words.ts';

type Doors = {
	readonly dispatch: (action: Action) => void;
	readonly copy: (text: string) => void;
	readonly show: (at: number) => void;
};

/** What a key of a sink's screens does. */
export const obeyInSink = (command: SinkCommand, key: string, situation: Situation, doors: Doors) => {
	const {inbox, ui} = situation;
	if (!inbox) return;
	const {dispatch} = doors;
	const change = (what: SinkChange) => dispatch({type: 'sink.changed', change: what});
	switch (command) {
		case 'look':
			return look(inbox, change);
		case 'talk':
			if (inbox.row) change({type: 'session.opened', id: sessionIdOf(inbox.row), row: placeOf(inbox.row)});
			return;
		case 'part':
			return change({
				type: 'part.shown',
				part: turned(ui.sink.part, key === 'tab' || key === 'right' ? 1 : -1),
			});
		case 'enter-what':
			return change({type: 'screen.shown', screen: 'entering'});
		case 'search':
			if (inbox.view.search !== '') inbox.desk.search('');
			return change({type: 'search.started'});
		case 'find':
			return find(situation, inbox, change);
		case 'leave-search':
			inbox.desk.search('');
			return change({type: 'search.dropped'});
		case 'leave-page':
			return change({
				type: 'screen.shown',
				screen:
					situation.place === 'session' && ui.sink.from === 'message' && inbox.row?.is === 'message'
						? 'message'
						: 'inbox',
			});
		case 'leave-sink':
			if (inbox.view.search === '')
				return inbox.view.ofCase ? dispatch({type: 'caught.left'}) : doors.show(0);
			inbox.desk.search('');
			return change({type: 'search.dropped'});
		case 'copy-caught':
			return copyCaught(inbox, doors);
		case 'save':
			return save(inbox, doors);
		case 'remove':
			// What is asked about stays the one, whatever comes meanwhile.
			if (inbox.row) change({type: 'row.chosen', row: placeOf(inbox.row)});
			return dispatch({type: 'overlay.opened', overlay: 'remove'});
		case 'authenticate':
			return authenticate(inbox, change);
	}
};

const placeOf = ({key, at}: SinkRow) => ({key, at});

const look = ({row}: Inbox, change: (what: SinkChange) => void) => {
	if (row?.is === 'message') change({type: 'message.opened', row: placeOf(row)});
	else if (row) change({type: 'session.opened', id: row.session.id, row: placeOf(row)});
};

const turned = (part: (typeof messageParts)[number], by: number): (typeof messageParts)[number] =>
	messageParts[(messageParts.indexOf(part) + by + messageParts.length) % messageParts.length] ?? 'text';

/** Shows what fits while it is typed; what is not right yet is told when it is to be kept. */
export const lookInSink = (
	typed: Edit,
	{inbox, ui}: Situation,
	{dispatch}: Pick<Doors, 'dispatch'>,
): void => {
	const before = ui.sink.search.text;
	const {text} = edit(ui.sink.search, typed);
	dispatch({type: 'sink.changed', change: {type: 'search.edited', edit: typed}});
	if (text !== before) inbox?.desk.searchSoon(text);
};

const find = ({ui}: Situation, {desk}: Inbox, change: (what: SinkChange) => void) => {
	const wrong = desk.search(ui.sink.search.text);
	change(wrong ? {type: 'search.refused', ...wrong} : {type: 'search.kept'});
};

const copyCaught = (inbox: Inbox, {copy, dispatch}: Doors): void => {
	const {row} = inbox;
	if (!row) return;
	const chosen = caughtIn(inbox)?.reading?.chosen;
	copy(chosen ? copied(chosen) : clean(lineOf(row)));
	const what = chosen ? `The ${chosen.kind}` : 'The line';
	dispatch({type: 'told', notice: `${what} is in the clipboard, if the terminal allows it.`});
};

/** A link stays the link that it is: what may act on a terminal is percent-encoded in it. */
const copied = ({kind, value}: Candidate): string =>
	(kind === 'link' ? URL.parse(value)?.href : undefined) ?? clean(value);

/** A row as a person would put it into a ticket. */
const lineOf = (row: SinkRow): string => {
	if (row.is === 'session')
		return [
			`session ${row.session.id}`,
			new Date(row.session.at).toISOString(),
			row.session.remote.address,
			sessionWords(row.session).text,
		].join(' | ');
	const {message} = row.caught;
	return [
		`message ${message.id}`,
		new Date(message.at).toISOString(),
		message.remote,
		`to ${message.recipients.slice(0, 3).join(', ')}`,
		message.subject ?? 'no subject',
	].join(' | ');
};

const save = (inbox: Inbox, {dispatch}: Doors) => {
	const caught = caughtIn(inbox);
	if (!caught) return;
	inbox.desk.save(caught.message.id).then(
		file => dispatch({type: 'told', notice: `Written: ${file}`}),
		(error: unknown) => dispatch({type: 'told', notice: `Not written: ${wordsOf(error)}`}),
	);
};

const authenticate = (inbox: Inbox, change: (what: SinkChange) => void) => {
	const id = caughtIn(inbox)?.message.id;
	if (id === undefined) return;
	change({type: 'asked', asked: {id, is: 'asking'}});
	change({type: 'part.shown', part: 'filters'});
	inbox.desk.authenticate(id).then(
		says => change({type: 'asked', asked: {id, is: 'told', says}}),
		(error: unknown) => change({type: 'asked', asked: {id, is: 'failed', why: wordsOf(error)}}),
	);
};

/** The message that it was asked about goes; the one below it is selected. */
export const removeCaught = ({inbox, ui}: Situation, {dispatch}: Doors) => {
	dispatch({type: 'overlay.closed'});
	const caught = inbox && caughtIn(inbox);
	if (!caught || inbox.row?.key !== ui.sink.chosen?.key) return;
	const {id, at} = caught.message;
	const next = inbox.rows[inbox.at + 1] ?? inbox.rows[inbox.at - 1];
	try {
		inbox.desk.remove([id]);
	} catch (error) {
		return dispatch({type: 'told', notice: `Not deleted: ${wordsOf(error)}`});
	}
	if (next) dispatch({type: 'sink.changed', change: {type: 'row.chosen', row: placeOf(next)}});
	dispatch({type: 'sink.changed', change: {type: 'screen.shown', screen: 'inbox'}});
	dispatch({type: 'told', notice: `Message ${id} of ${timeOfDay(at)} is deleted.`});
};

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What only the screens of the guide know. */
export const guideCommands = ['guide-next', 'guide-back', 'guide-copy', 'guide-skip', 'guide-other'] as const;
export type GuideCommand = (typeof guideCommands)[number];

/**
 * What of a case is looked at in the guide once it has a verdict. `selected`: the row of the list that is chosen; `jump`
 * counts the moves that the list itself did not make: it has to be told.
 */
export type GuideUi = {
	readonly stage: 'result' | 'action' | 'why';
	readonly selected: number;
	readonly jump: number;
	/** The chosen row itself: lists grow while they are read, and the pointer stays with what was pointed at. */
	readonly row?: string;
	/** Whose actions are gone through, and which one is looked at; one behind the last asks whether to check again. */
	readonly procedure: string;
	readonly action: number;
	/** The question of a second look (see `Asked`) from which one looks back at what was found before; empty for none. */
	readonly lookingBack: string;
	/** How far a text was read on, and on which screen (see `GuideContent`): a new screen starts at its top. */
	readonly reading: {readonly of: string; readonly to: number};
	/** How many values of a question were copied, one after the other. */
	readonly copied: {readonly of: string; readonly count: number};
};

export type GuideChange =
	| {readonly type: 'stage.shown'; readonly stage: GuideUi['stage']}
	| {readonly type: 'row.picked' | 'row.jumped'; readonly selected: number; readonly row?: string}
	/** The same procedure goes on where it was left. */
	| {readonly type: 'procedure.followed'; readonly name: string}
	| {readonly type: 'action.shown'; readonly action: number}
	| {readonly type: 'looked.back'; readonly from: string}
	| {readonly type: 'value.copied'; readonly of: string}
	| {readonly type: 'text.read'; readonly of: string; readonly to: number};

export const atGuide: GuideUi = {
	stage: 'result',
	selected: 0,
	jump: 0,
	procedure: '',
	action: 0,
	lookingBack: '',
	reading: {of: '', to: 0},
	copied: {of: '', count: 0},
};

/** What the person did in the guide, folded; pure. */
export const reduceGuide = (ui: GuideUi, change: GuideChange): GuideUi => {
	switch (change.type) {
		case 'stage.shown':
			return {...atFirstRow(ui), stage: change.stage};
		case 'row.picked':
		case 'row.jumped': {
			const {type, selected, row} = change;
			const jump = ui.jump + (type === 'row.jumped' ? 1 : 0);
			return {...atFirstRow(ui), selected, jump, ...(row === undefined ? {} : {row})};
		}
		case 'procedure.followed': {
			const action = change.name === ui.procedure ? ui.action : 0;
			return {...atFirstRow(ui), stage: 'action', procedure: change.name, action};
		}
		case 'action.shown':
			return {...atFirstRow(ui), action: change.action};
		case 'looked.back':
			return {...atFirstRow(ui), stage: 'result', lookingBack: change.from};
		case 'value.copied': {
			const {of, count} = ui.copied;
			return {...ui, copied: {of: change.of, count: of === change.of ? count + 1 : 1}};
		}
		case 'text.read':
			return {...ui, reading: {of: change.of, to: change.to}};
	}
};

const atFirstRow = ({row: _, ...ui}: GuideUi): GuideUi => ({...ui, selected: 0, jump: ui.jump + 1});

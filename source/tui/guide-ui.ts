/** What only the screens of the guide know. */
export const guideCommands = [
	'guide-next',
	'guide-choose',
	'guide-back',
	'guide-copy',
	'guide-skip',
] as const;
export type GuideCommand = (typeof guideCommands)[number];

/** What of a case is looked at in the guide once it has a verdict, and which row of a list is chosen. */
export type GuideUi = {
	readonly stage: 'result' | 'action' | 'why';
	readonly selected: number;
	readonly jump: number;
};

export type GuideChange =
	| {readonly type: 'stage.shown'; readonly stage: GuideUi['stage']}
	| {readonly type: 'row.picked'; readonly selected: number}
	| {readonly type: 'row.jumped'; readonly selected: number};

export const atGuide: GuideUi = {stage: 'result', selected: 0, jump: 0};

/** What the person did in the guide, folded; pure. */
export const reduceGuide = (ui: GuideUi, change: GuideChange): GuideUi => {
	switch (change.type) {
		case 'stage.shown':
			return {...ui, stage: change.stage, selected: 0, jump: ui.jump + 1};
		case 'row.picked':
			return {...ui, selected: change.selected};
		case 'row.jumped':
			return {...ui, selected: change.selected, jump: ui.jump + 1};
	}
};

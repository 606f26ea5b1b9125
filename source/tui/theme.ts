/** What a span of text stands for; colour follows from it, but never carries meaning alone. */
export type Tone = 'good' | 'warning' | 'bad' | 'unknown' | 'faint' | 'accent' | 'strong';

/** The glyphs of one look. Every state has a mark of its own, so that colour is never needed to read it. */
export type Theme = {
	readonly border: 'round' | 'classic';
	readonly corners: readonly [string, string, string, string];
	readonly rule: string;
	readonly marks: {
		readonly good: string;
		readonly warning: string;
		readonly problem: string;
		readonly unknown: string;
		readonly notReached: string;
	};
	readonly spinner: readonly string[];
	readonly pointer: string;
	readonly masked: string;
	readonly dot: string;
	readonly ellipsis: string;
	/** Names of keys as the key bar prints them. */
	readonly keys: Readonly<Record<string, string>>;
};

export const unicodeTheme: Theme = {
	border: 'round',
	corners: ['╭', '╮', '╰', '╯'],
	rule: '─',
	marks: {good: '✔', warning: '!', problem: '✖', unknown: '?', notReached: '○'},
	spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧'],
	pointer: '▸',
	masked: '•',
	dot: '·',
	ellipsis: '…',
	keys: {
		up: '↑',
		down: '↓',
		left: '←',
		right: '→',
		enter: '⏎',
		tab: '⇥',
		space: '␣',
		esc: 'esc',
		'ctrl+c': '^C',
		'ctrl+d': '^D',
		'ctrl+l': '^L',
		'ctrl+u': '^U',
		'ctrl+z': '^Z',
		pageup: 'PgUp',
		pagedown: 'PgDn',
		home: 'Home',
		end: 'End',
		f1: 'F1',
	},
};

export const asciiTheme: Theme = {
	border: 'classic',
	corners: ['+', '+', '+', '+'],
	rule: '-',
	marks: {good: '+', warning: '!', problem: 'x', unknown: '?', notReached: '.'},
	spinner: ['*', '|', '/', '-'],
	pointer: '>',
	masked: '*',
	dot: '-',
	ellipsis: '~',
	keys: {
		...unicodeTheme.keys,
		up: 'Up',
		down: 'Dn',
		left: 'Left',
		right: 'Right',
		enter: 'Enter',
		tab: 'Tab',
		space: 'Space',
	},
};

export const themes = {unicode: unicodeTheme, ascii: asciiTheme} as const;

/** Colours of the tones, as Ink names them; the eight that every terminal has. */
export const colors: Readonly<Record<Tone, string | undefined>> = {
	good: 'green',
	warning: 'yellow',
	bad: 'red',
	unknown: 'magenta',
	accent: 'cyan',
	faint: undefined,
	strong: undefined,
};

/** How the rows and columns of a terminal are shared out; heights and widths in cells, borders included. */
export type Layout =
	| {readonly kind: 'tiny'; readonly columns: number; readonly rows: number}
	| {
			readonly kind: 'narrow' | 'wide';
			readonly columns: number;
			readonly rows: number;
			/** Of the mail path, below the header of a case: the stations, and the hops of the one that matters when there is room. */
			readonly path: 0 | 1 | 2;
			/** Rows between the header, with the path where it stands, and the key bar. */
			readonly body: number;
			/** Below the panes of a run: the verdict, and what happens now or what comes next when there is room. */
			readonly status: 1 | 2;
			/** Rows of the panes of a run: what path and status leave. */
			readonly panes: number;
			readonly list: number;
			readonly detail: number;
	  };

export type Room = Exclude<Layout, {kind: 'tiny'}>;

/** A terminal whose rows are too few for anything to have two of them that can do with one. */
export const isLow = ({rows}: {readonly rows: number}): boolean => rows < 14;

/** From 40x10 up there is a screen; from 72 columns up two panes stand side by side. */
export const layoutFor = (columns: number, rows: number): Layout => {
	if (columns < 40 || rows < 10) return {kind: 'tiny', columns, rows};
	const path = isLow({rows}) ? 1 : 2;
	const body = rows - 2;
	const status = path;
	const shared = {columns, rows, path, status, body, panes: body - path - status} as const;
	if (columns < 72) return {...shared, kind: 'narrow', list: columns, detail: columns};
	const list = Math.min(44, Math.max(28, Math.floor(columns * 0.35)));
	return {...shared, kind: 'wide', list, detail: columns - list};
};

/** The rows of a screen whose path takes that many: the body has what is left. */
export const withPath = (layout: Layout, rows: Room['path']): Layout =>
	layout.kind === 'tiny' ? layout : {...layout, path: rows, body: layout.body - rows};

/** The part of a long list to draw, so that `selected` is in it and nothing is drawn unseen. */
export const windowAround = (count: number, height: number, selected: number): number =>
	Math.max(0, Math.min(selected - Math.floor(height / 2), count - height));

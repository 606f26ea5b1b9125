/** How the rows and columns of a terminal are shared out; heights and widths in cells, borders included. */
export type Layout =
	| {readonly kind: 'tiny'; readonly columns: number; readonly rows: number}
	| {
			readonly kind: 'narrow' | 'wide';
			readonly columns: number;
			readonly rows: number;
			/** Of the mail path: the stations, and the hops of the one that matters when there is room. */
			readonly path: 1 | 2;
			/** Rows between the header and the key bar. */
			readonly body: number;
			/** Below the panes of a run: the verdict, and what happens now or what comes next when there is room. */
			readonly status: 1 | 2;
			/** Rows of the panes of a run: the body without path and status. */
			readonly panes: number;
			readonly list: number;
			readonly detail: number;
	  };

export type Room = Exclude<Layout, {kind: 'tiny'}>;

/** From 40x10 up there is a screen; from 72 columns up two panes stand side by side. */
export const layoutFor = (columns: number, rows: number): Layout => {
	if (columns < 40 || rows < 10) return {kind: 'tiny', columns, rows};
	const path = rows < 14 ? 1 : 2;
	const body = rows - 2;
	const status = rows < 14 ? 1 : 2;
	const shared = {columns, rows, path, status, body, panes: body - path - status} as const;
	if (columns < 72) return {...shared, kind: 'narrow', list: columns, detail: columns};
	const list = Math.min(44, Math.max(28, Math.floor(columns * 0.35)));
	return {...shared, kind: 'wide', list, detail: columns - list};
};

/** The part of a long list to draw, so that `selected` is in it and nothing is drawn unseen. */
export const windowAround = (count: number, height: number, selected: number): number =>
	Math.max(0, Math.min(selected - Math.floor(height / 2), count - height));

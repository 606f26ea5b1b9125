import {declarationsOf, hides, type Visibility} from '../html-text/visibility.ts';

/** What a person does not see of HTML, and the images in it. */
export type HtmlLook = {
	/** Letters and digits of text that is hidden on purpose. */
	readonly hidden: number;
	readonly images: number;
};

/** Characters that are looked at, and read at a time. */
const longest = 524_288;
const chunk = 4096;
/** How much work the closing of elements may be: each is sought in all that are open. */
const mostWork = 200_000_000;

/** Elements whose text nobody is meant to see anyway. */
const silent: ReadonlySet<string> = new Set('head style script title noscript template'.split(' '));

const noRules = {classes: new Set<string>(), ids: new Set<string>()};

/** Looks at HTML as it was sent; styles count only where they stand in the element itself. */
export const lookAtHtml = async (html: string): Promise<HtmlLook> => {
	const {Parser} = await import('htmlparser2');
	let [hidden, images, silence] = [0, 0, 0];
	let now: Visibility = {gone: false, hidden: false, tiny: false};
	const around: Visibility[] = [];
	const parser = new Parser({
		onopentag(name, attributes) {
			around.push(now);
			if (name === 'img') images++;
			if (silent.has(name)) silence++;
			now = hides(now, attributes, noRules);
			if (isPaintedOver(attributes['style'])) now = {...now, gone: true};
		},
		ontext(text) {
			if (silence === 0 && (now.gone || now.hidden || now.tiny))
				hidden += text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
		},
		onclosetag(name) {
			if (silent.has(name)) silence--;
			now = around.pop() ?? now;
		},
	});
	let work = 0;
	for (let at = 0; at < Math.min(html.length, longest) && work <= mostWork; at += chunk) {
		const piece = html.slice(at, at + chunk);
		work += around.length * piece.split('<').length;
		parser.write(piece);
	}
	parser.end();
	return {hidden, images};
};

/** Letters in the colour of what is behind them. */
const isPaintedOver = (style: string | undefined): boolean => {
	if (style === undefined) return false;
	const declared = declarationsOf(style);
	const color = declared.get('color');
	return (
		color !== undefined && [declared.get('background'), declared.get('background-color')].includes(color)
	);
};

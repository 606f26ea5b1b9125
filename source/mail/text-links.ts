import LinkifyIt from 'linkify-it';

/** Characters of a run without blanks that is searched, and of it and its host how much may make a search long. */
const longestRun = 4096;
const mostLabels = 12;
const mostWork = 400_000_000;

const finder = new LinkifyIt({}, {fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false})
	.add('ftp:', null)
	.add('mailto:', null)
	.add('//', null);

/** Blanks, and writing that has none around a link: an address does not go on in it. */
const runs = /[^\s\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]+/g;

/**
 * Addresses of the web (`http:` and `https:`) in plain text, in their order, at most as many as asked for; the time is
 * bounded whatever the text is. An address ends where Chinese, Japanese or Korean writing begins.
 */
export const linksInText = (text: string, most: number): readonly string[] => {
	const found: string[] = [];
	let work = 0;
	for (const [run] of text.matchAll(runs)) {
		if (found.length >= most || work > mostWork) break;
		if (!run.includes('://') || run.length > longestRun || !bearable(run)) continue;
		work += run.length * (run.length + 1024);
		found.push(...(finder.match(run) ?? []).map(({url}) => url));
	}
	return found.filter(url => URL.canParse(url)).slice(0, most);
};

/** Many labels, and labels that begin with `xn--`, can be taken apart in more ways than there is time for. */
const bearable = (run: string): boolean =>
	run.split('://').length <= 8 &&
	run.split('xn--').length <= 4 &&
	run.split('://').every(rest => (rest.split(/[/?#]/)[0] ?? '').split('.').length <= mostLabels);

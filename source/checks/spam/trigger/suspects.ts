import {type FilterRule, filterRuleOf} from '../../../core/filter-rule.ts';
import type {FiredRule, Piece, PieceKind} from '../../../core/spam.ts';
import type {Nest} from './set.ts';

/** Kinds of pieces that a rule may be about, the likeliest first. */
const kindsFor: Readonly<Record<FilterRule['about'], readonly PieceKind[]>> = {
	sender: [],
	authentication: [],
	reputation: [],
	list: [],
	header: ['header', 'form'],
	text: ['phrase'],
	html: ['part', 'form'],
	link: ['link', 'phrase'],
	attachment: ['part'],
	form: ['form', 'part'],
	learned: ['phrase'],
	test: ['phrase'],
};

/** Names of rules that a change of form answers, or a piece that is always there. */
const answers: Readonly<Record<string, RegExp>> = {
	'header.subject': /SUBJ/,
	'form.capitals': /SUBJ.*CAPS|CAPS/,
	'form.subject': /MISSING_SUBJECT|EMPTY_SUBJ/,
	'form.date': /DATE/,
	'form.message-id': /MSGID|MESSAGE_ID|(?:^|_)MID(?:_|$)/,
	'form.mime-version': /MIME_VERSION|MIME_HEADER|MIMEOLE/,
	'form.to': /MISSING_TO|MISSING_HEADERS|UNDISC/,
	'form.from-name': /FROM|SPOOF|DN_EQ/,
	'form.text-part': /HTML_ONLY|ALTERNATIVE|MPART_ALT/,
	'form.plain-text': /HTML/,
	'form.base64': /BASE64/,
	'form.eight-bit': /8BIT|7BIT|CTE|ILLEGAL_CHARS|NEEDS_ENC/,
	'form.hidden-text': /HIDDEN|INVISIB|FONT|LOW_CONTRAST|ZERO/,
};

/** What a rule says of a single piece, rather than of its kind, counts more. */
const particular = 4;

/**
 * Pieces in the order in which they are suspected: by the points of the rules that are about such pieces, inner ones
 * before what they are inside of. `suspected` are those that some rule is about.
 */
export const suspects = (
	pieces: readonly Piece[],
	fired: readonly FiredRule[],
	rules: readonly FilterRule[],
	nest: Nest,
): {readonly order: readonly string[]; readonly suspected: number} => {
	const against = fired.filter(({score}) => score > 0);
	const kinds = new Map<PieceKind, number>();
	for (const {name, score} of against)
		for (const [index, kind] of kindsFor[filterRuleOf(rules, name)?.about ?? 'sender'].entries())
			kinds.set(kind, (kinds.get(kind) ?? 0) + score / (index + 1));
	const weights = new Map(
		pieces.map(piece => [
			piece.id,
			(kinds.get(piece.kind) ?? 0) +
				against.reduce((sum, rule) => sum + (isAbout(rule, piece) ? rule.score * particular : 0), 0),
		]),
	);
	const weigh = (id: string) => weights.get(id) ?? 0;
	const order = pieces
		.map(({id}) => id)
		.toSorted((one, other) => weigh(other) - weigh(one) || nest.depthOf(other) - nest.depthOf(one));
	return {order, suspected: order.filter(id => weigh(id) > 0).length};
};

const isAbout = ({name, says = ''}: FiredRule, {id, kind, shown}: Piece): boolean => {
	if (answers[id]?.test(name)) return true;
	if (kind === 'header') {
		const field = id.slice('header.'.length).toUpperCase().replaceAll('-', '_');
		return field.length > 3 && name.includes(field.replace(/^X_/, ''));
	}
	if (kind !== 'link') return false;
	const host = /https?:\/\/([^/\s]{4,})\//.exec(shown)?.[1];
	return host !== undefined && says.toLowerCase().includes(host.toLowerCase());
};

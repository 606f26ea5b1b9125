/** One tag of a tag-list, spelled as it was published. */
export type Tag = {readonly name: string; readonly value: string};

/** What is wrong with one part of a tag-list; `tag` is its name, or the text that stands where a name should. */
export type TagMistake = {
	readonly tag: string;
	readonly why: string;
	/** A name that stands twice makes the whole list invalid. */
	readonly twice?: true;
};

export type TagList = {readonly tags: readonly Tag[]; readonly mistakes: readonly TagMistake[]};

/** Longer records carry no tag that anybody defined; what comes after is not looked at. */
const mostTags = 100;

const blanks = ' \t\r\n';

/** Without blanks around; no pattern, because one would take its time over very many of them inside. */
const trimmed = (text: string): string => {
	let [from, to] = [0, text.length];
	while (from < to && blanks.includes(text.charAt(from))) from += 1;
	while (to > from && blanks.includes(text.charAt(to - 1))) to -= 1;
	return text.slice(from, to);
};

/**
 * Reads `name=value; name=value` as DKIM keys, DMARC and BIMI records are written (RFC 6376 section 3.2): names keep
 * their case, values their inner blanks. A mistake never hides the tags around it.
 */
export const readTagList = (text: string): TagList => {
	const parts = text.split(';', mostTags + 1).map(trimmed);
	if (parts.length > 1 && parts.at(-1) === '') parts.pop();
	const tags: Tag[] = [];
	const mistakes: TagMistake[] = [];
	for (const part of parts.slice(0, mostTags)) {
		const equals = part.indexOf('=');
		const name = trimmed(equals < 0 ? part : part.slice(0, equals));
		if (part === '') mistakes.push({tag: ';', why: 'two semicolons with nothing between them'});
		else if (equals < 0) mistakes.push({tag: name, why: 'there is no "=" after the name'});
		else if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name))
			mistakes.push({tag: name === '' ? '=' : name, why: 'this cannot be the name of a tag'});
		else if (tags.some(tag => tag.name === name))
			mistakes.push({tag: name, why: 'it stands twice, which makes the whole record invalid', twice: true});
		else tags.push({name, value: trimmed(part.slice(equals + 1))});
	}
	return {tags, mistakes};
};

/** The value of a tag; `undefined` where the tag is absent, which is not the same as empty. */
export const tagValue = ({tags}: TagList, name: string): string | undefined =>
	tags.find(tag => tag.name === name)?.value;

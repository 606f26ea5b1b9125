import type {HeaderField} from '../../core/trail.ts';

/** Fields and characters of one header, or of one group of fields of a status, that are read. */
const mostFields = 300;
const longestField = 8192;

/**
 * The fields of a block of text (RFC 5322 section 2.2): names in small letters, values unfolded and as they were written.
 * A line that is neither a field nor a folded one is left out.
 */
export const fieldsIn = (block: string): readonly HeaderField[] => {
	const fields: {name: string; value: string}[] = [];
	for (const line of block.split(/\r\n|\n|\r/)) {
		const last = fields.at(-1);
		if (/^[ \t]/.test(line)) {
			if (last && last.value.length < longestField)
				last.value = `${last.value} ${line.trim()}`.slice(0, longestField);
			continue;
		}
		if (fields.length >= mostFields) break;
		const [, name, value = ''] = /^([!-9;-~]{1,80})[ \t]{0,8}:(.*)$/.exec(line.slice(0, longestField)) ?? [];
		if (name !== undefined) fields.push({name: name.toLowerCase(), value: value.trim()});
	}
	return fields;
};

/** The first value of a field, where it is not empty. */
export const firstOf = (fields: readonly HeaderField[], name: string): string | undefined =>
	fields.find(field => field.name === name)?.value || undefined;

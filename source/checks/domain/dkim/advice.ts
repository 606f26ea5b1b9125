import {type Advice, zoneLine} from '../../../core/advice.ts';
import {printable} from '../../../core/printable.ts';
import {readTagList, tagValue} from '../../../mail/tag-list.ts';
import {shownTxt} from '../../published.ts';
import {type Looked, readFitting} from './keys.ts';

/** The records as they were seen. */
export const adviceOn = (looked: Looked): Advice => {
	const {at, state, texts} = looked;
	if (state.is === 'dangling-alias')
		return {record: [printable(zoneLine(at.name, 'CNAME', state.target.replace(/\.?$/, '.')))]};
	return texts.length > 0 ? {record: texts.slice(0, 5).map(one => shownTxt(placeOf(looked), one))} : {};
};

/** Where the key stands, or would have to: an alias has nothing beside it. */
const placeOf = ({at, aliases}: Looked): string => aliases.at(-1) ?? at.name;

/** What to publish where the key itself is with the server that signs. */
const placeholder = (looked: Looked): string => {
	const type = looked.at.algorithm?.startsWith('ed25519') ? 'ed25519' : 'rsa';
	return zoneLine(placeOf(looked), 'TXT', `v=DKIM1; k=${type}; p=<public key of the signing server>`);
};

/** What can be done about what lies at one selector. */
export const repairOf = async (looked: Looked): Promise<Advice> => {
	const {state, text: record = ''} = looked;
	const base = adviceOn(looked);
	const publish = [placeholder(looked)];
	const keys = 'RFC 6376 section 3.6.1';
	const who = looked.aliases.length > 0 ? 'mail-admin' : 'domain-owner';
	switch (state.is) {
		case 'usable':
			return base;
		case 'short-key':
		case 'too-short':
		case 'long-key':
			return {...base, rfc: 'RFC 8301 section 3.2', publish, who: 'mail-admin'};
		case 'sha1-signature':
			return {...base, rfc: 'RFC 8301 section 3.1', who: 'mail-admin'};
		case 'testing':
			return {...base, rfc: keys, publish: [await bareKey(looked)], who};
		case 'several-keys':
			return {
				...base,
				rfc: 'RFC 6376 section 3.6.2.2',
				publish: [shownTxt(placeOf(looked), record)],
				who,
			};
		case 'malformed':
			return {...base, rfc: keys, publish: [await bareKey(looked)], who};
		case 'revoked':
		case 'not-a-key':
			return {...base, rfc: keys, publish, who};
		case 'no-key':
		case 'dangling-alias':
			return {...base, rfc: 'RFC 6376 section 6.1.2', publish, who};
		case 'open':
			return base;
	}
};

/** The same key without the tags that make it unusable, if there is one of the type that the signature needs. */
const bareKey = async (looked: Looked): Promise<string> => {
	const {at, text = ''} = looked;
	const tags = readTagList(text);
	const key = tagValue(tags, 'p')?.replaceAll(/\s/g, '') ?? '';
	const isStrict = tagValue(tags, 't')
		?.split(':')
		.some(flag => flag.trim() === 's');
	for (const type of ['rsa', 'ed25519']) {
		const record = `v=DKIM1; k=${type}; ${isStrict ? 't=s; ' : ''}p=${key}`;
		if ((await readFitting(record, at)).is === 'usable') return shownTxt(placeOf(looked), record);
	}
	return placeholder(looked);
};

/** What has to be known to do it. */
export const notesOn = ({state}: Looked): readonly string[] => {
	if (state.is === 'dangling-alias')
		return ['The key takes the place of the alias, because nothing can stand beside one.'];
	return state.is === 'revoked'
		? ['Where a newer key is published, the server has to sign with that one.']
		: [];
};

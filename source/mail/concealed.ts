import {type SecretValue, secretsOf, withoutValues} from '../core/secret-values.ts';
import {blotted, covered, folded} from './concealed/folded.ts';
import {hidden} from './concealed/hidden.ts';
import {keptIn} from './concealed/kept.ts';
import {lettersIn} from './concealed/letters.ts';
import {linksIn} from './concealed/links.ts';
import {namedIn} from './concealed/named.ts';
import {runsIn} from './concealed/runs.ts';
import {standingIn} from './concealed/standing.ts';
import {readMailDate, withoutComments} from './date.ts';
import {type Mail, readMail} from './mail.ts';
import {readVerification} from './verification.ts';

/**
 * A stranger's words without what may be a verification code, or make a link work: `values` in whatever writing, links of
 * any scheme or none, tokens in addresses, and by their look digits of any script, words of letters and digits, of capitals,
 * and whatever stands behind the name of a code. What mail is understood by stays: replies and their status, addresses and
 * hosts, dates, points and names of rules. Where both may be, it is hidden. In time linear in the text.
 */
export const concealed = (text: string, values: readonly SecretValue[] = []): string => {
	const known = withoutValues(text, values);
	const line = folded(known);
	const links = linksIn(line.plain);
	const unlinked = blotted(line.plain, links);
	const standing = standingIn(unlinked);
	const unnamed = blotted(unlinked, standing);
	const suspected = suspectedIn(unnamed);
	// What is kept is looked for only where it could be mistaken.
	const suspects = suspected.length === 0 ? [] : suspectedIn(blotted(unnamed, keptIn(unnamed)));
	return covered(known, line, [
		...links,
		...[...standing, ...suspects].map(span => ({...span, put: hidden})),
	]);
};

const suspectedIn = (plain: string) => [...runsIn(plain), ...lettersIn(plain)];

/** What nobody else may read of a message, as far as it is read to bring a code or a link; nothing where it cannot be read. */
export const secretsIn = (mail: Mail | undefined): readonly SecretValue[] =>
	mail === undefined ? [] : [...secretsOf(readVerification(mail)), ...namedIn(mail)];

/** The same for the octets of a message. */
export const secretsInOctets = async (octets: Buffer): Promise<readonly SecretValue[]> => {
	const read = await readMail(octets);
	return secretsIn(read.ok ? read.value : undefined);
};

/** A Date as it was written, where it is one; what stands in it besides is masked. */
export const toldDate = (text: string): string => {
	const masked = concealed(text);
	const at = readMailDate(text)?.at;
	return at === undefined || readMailDate(masked)?.at === at
		? masked
		: (withoutComments(text) ?? masked).trim();
};

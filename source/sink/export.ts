import type {Archive} from './store.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const greater = 0x3e;
const from = Buffer.from('From ');

/** A message as it came, as an .eml file has it; nothing where there is no such message. */
export const emlOf = (archive: Archive, id: number): Iterable<Buffer> => archive.octets(id);

/**
 * Messages as an mbox file (RFC 4155), in the order of `ids`: lines end with a line feed, and a line that begins with
 * `From `, behind any number of `>`, gets one `>` more, which the variant "mboxrd" takes away again. Ids of messages that
 * are not there are passed over.
 */
export const mboxOf = (archive: Archive, ids: readonly number[]): Iterable<Buffer> => ({
	*[Symbol.iterator]() {
		for (const id of ids) {
			const message = archive.message(id);
			if (message === undefined) continue;
			yield Buffer.from(`From ${writerOf(message.sender)} ${asctime(message.at)}\n`);
			yield* quoted(archive.octets(id));
			yield Buffer.of(lineFeed);
		}
	},
});

/** A bounce has no sender; blanks would end it early. */
const writerOf = (sender: string): string => sender.replaceAll(/[\s\p{Cc}]/gu, '') || 'MAILER-DAEMON';

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** As C's function of that name, in UTC: `Sun Nov 22 12:00:00 2026`. */
const asctime = (at: number): string => {
	const date = new Date(at);
	const [time = ''] = date.toISOString().split('T')[1]?.split('.') ?? [];
	const day = String(date.getUTCDate()).padStart(2);
	return `${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${day} ${time} ${date.getUTCFullYear()}`;
};

/**
 * Octet by octet, because a line may be as long as the message and a piece may end anywhere. `matched` counts the octets
 * of `From ` that were held back since the line began, after any number of `>`; nothing when the line began otherwise.
 */
function* quoted(pieces: Iterable<Buffer>): Generator<Buffer> {
	let matched: number | undefined = 0;
	let isReturnHeld = false;
	let isLineOver = true;
	for (const piece of pieces) {
		const out = Buffer.allocUnsafe(2 * piece.length + from.length + 2);
		let end = 0;
		const release = () => {
			end += from.copy(out, end, 0, matched ?? 0);
			matched = undefined;
		};
		for (const octet of piece) {
			if (isReturnHeld && octet !== lineFeed) {
				release();
				out[end++] = carriageReturn;
			}
			isReturnHeld = octet === carriageReturn;
			if (isReturnHeld) continue;
			if (octet === lineFeed) {
				release();
				out[end++] = lineFeed;
				matched = 0;
			} else if (matched !== undefined && octet === from[matched]) {
				matched++;
				if (matched === from.length) {
					out[end++] = greater;
					release();
				}
			} else if (matched === 0 && octet === greater) out[end++] = octet;
			else {
				release();
				out[end++] = octet;
			}
			isLineOver = octet === lineFeed;
		}
		if (end > 0) yield out.subarray(0, end);
	}
	const left = from.subarray(0, matched ?? 0);
	const held = isReturnHeld ? Buffer.of(carriageReturn) : Buffer.alloc(0);
	if (left.length > 0 || held.length > 0 || !isLineOver)
		yield Buffer.concat([left, held, Buffer.of(lineFeed)]);
}

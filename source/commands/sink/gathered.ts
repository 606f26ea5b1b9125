/** Milliseconds that a line waits for others. */
const moment = 20;

/** Writes what is said in one moment at once: a line for each message costs a flood of them more than catching it. */
export const gathered = (
	write: (text: string) => void,
): {readonly out: (text: string) => void; readonly flush: () => void} => {
	let said = '';
	let timer: NodeJS.Timeout | undefined;
	const flush = () => {
		clearTimeout(timer);
		timer = undefined;
		const text = said;
		said = '';
		if (text !== '') write(text);
	};
	return {
		out: text => {
			said += text;
			timer ??= setTimeout(flush, moment);
		},
		flush,
	};
};

export type Message = {
	readonly uid: number;
	/** As INTERNALDATE, such as `23-Nov-2026 10:00:00 +0000`. */
	readonly date: string;
	readonly header: string;
	readonly body?: string;
	readonly flags?: string;
};

/** The keys of RFC 3501 section 6.4.4 that are used here, as a server understands them: parts of texts, and days. */
export const matching = (query: string, {header, date}: Message): boolean => {
	const tokens = [...query.matchAll(/"((?:[^"\\]|\\.)*)"|([()])|([^\s()]+)/g)].map(
		([, quoted, paren, atom]) => quoted ?? paren ?? atom ?? '',
	);
	const fields = header
		.trim()
		.replaceAll(/\r?\n[ \t]+/g, ' ')
		.split(/\r?\n/)
		.map(
			line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1)] as const,
		);
	const has = (name: string, part: string) =>
		fields.some(
			([field, value]) => field === name.toLowerCase() && value.toLowerCase().includes(part.toLowerCase()),
		);
	const next = () => tokens.shift() ?? '';
	const dayOf = (text: string) => Date.parse(`${text.trim().split(' ')[0]} UTC`);
	const key = (): boolean => {
		const word = next().toUpperCase();
		switch (word) {
			case '(': {
				let all = true;
				while (tokens.length > 0 && tokens[0] !== ')') all = key() && all;
				next();
				return all;
			}
			case 'OR': {
				const [one, other] = [key(), key()];
				return one || other;
			}
			case 'HEADER': {
				const [name, part] = [next(), next()];
				return has(name, part);
			}
			case 'FROM':
				return has('from', next());
			case 'SINCE':
				return dayOf(date) >= dayOf(next());
			case 'ALL':
				return true;
			case 'CHARSET':
				next();
				return true;
		}
		throw new Error(`no such search key: ${word}`);
	};
	let all = true;
	while (tokens.length > 0) all = key() && all;
	return all;
};

/** What of a message is fetched. */
export const itemsOf = (
	{uid, date, header, body = 'Your code is 482915.', flags = ''}: Message,
	line: string,
): string => {
	const whole = `${header.trim().replaceAll(/\r?\n/g, '\r\n')}\r\n\r\n`;
	const literal = (name: string, text: string) => `${name} {${text.length}}\r\n${text}`;
	const octets = Buffer.from(whole).toString('latin1');
	return [
		`UID ${uid}`,
		...(line.includes('FLAGS') ? [`FLAGS (${flags})`] : []),
		...(line.includes('INTERNALDATE') ? [`INTERNALDATE "${date}"`] : []),
		...(line.includes('RFC822.SIZE') ? [`RFC822.SIZE ${octets.length + body.length}`] : []),
		...(line.includes('BODY.PEEK[HEADER]') ? [literal('BODY[HEADER]<0>', octets)] : []),
		...(line.includes('BODY.PEEK[]') ? [literal('BODY[]<0>', octets + body)] : []),
	].join(' ');
};

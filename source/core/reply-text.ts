/**
 * Whether a text is one whole SMTP reply, ready to be sent (RFC 5321 section 4.2.1): every line begins with the same
 * code, and all but the last go on with a hyphen. Lines end with LF or CRLF, and have at most 510 characters.
 */
export const isReply = (text: string): boolean => {
	const lines = text.trimEnd().split(/\r?\n/);
	const code = lines[0]?.slice(0, 3) ?? '';
	return (
		/^[2-5]\d\d$/.test(code) &&
		lines.every(
			(line, index) =>
				line.slice(0, 3) === code &&
				line.slice(3, 4) === (index < lines.length - 1 ? '-' : ' ') &&
				line.length <= 510,
		)
	);
};

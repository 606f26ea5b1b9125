import MailComposer from 'nodemailer/lib/mail-composer';

/** The one test message, ready to follow DATA: dots stuffed (RFC 5321 section 4.5.2), ended by a lone dot. */
export const testMessage = async (from: string, to: string, tag: string): Promise<Buffer> => {
	const domain = from.slice(from.lastIndexOf('@') + 1) || 'localhost';
	const composed = await new MailComposer({
		from: {name: '', address: from},
		to: {name: '', address: to},
		subject: `Mail test ${tag}`,
		messageId: `<${tag}@${domain}>`,
		headers: {'X-Lostmail-Tag': tag, 'Auto-Submitted': 'auto-generated'},
		text: [
			'This is the one test mail of lostmail, a tool that finds out why a verification code did not arrive.',
			'Somebody who looks after your device agreed to have it sent. There is nothing that you need to do.',
			'',
			`Reference: ${tag}`,
		].join('\n'),
	})
		.compile()
		.build();
	const text = composed.toString('latin1').replaceAll(/\r?\n/g, '\r\n').replaceAll(/^\./gm, '..');
	return Buffer.from(`${text.replace(/(?:\r\n)*$/, '\r\n')}.\r\n`, 'latin1');
};

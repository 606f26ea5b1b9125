/** Names of the services in the registry of ports that mail is sent by; `smtps` is the old name of 465. */
const services: Readonly<Record<string, string>> = {
	smtp: '25',
	submission: '587',
	submissions: '465',
	smtps: '465',
	ssmtp: '465',
};

/** A port as it was written; by number or by the name of its service. Undefined when it is neither. */
export const portOf = (text: string): {readonly port: string; readonly isName: boolean} | undefined => {
	const named = services[text.toLowerCase()];
	if (named !== undefined) return {port: named, isName: true};
	const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
	return number >= 1 && number <= 65_535 ? {port: String(number), isName: false} : undefined;
};

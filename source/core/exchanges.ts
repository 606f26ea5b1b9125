import type {Evidence} from './event.ts';
import type {Exchange, SmtpAnswer} from './smtp.ts';

/** Things said in one piece of evidence that are kept, and characters of each: a case file may hold anything. */
const most = 1000;
const longest = 65_536;

/** What was said in an answer of the SMTP probe; nothing for any other probe, or for what is not well formed. */
export const exchangesIn = ({probe, answer}: Evidence): readonly Exchange[] => {
	if (probe !== 'smtp') return [];
	const said = (answer as Partial<SmtpAnswer> | null | undefined)?.exchanges;
	if (!Array.isArray(said)) return [];
	return said
		.filter(isExchange)
		.slice(0, most)
		.map(({ms, side, text}) => ({ms, side, text: text.slice(0, longest)}));
};

const isExchange = (value: unknown): value is Exchange => {
	const {ms, side, text} = (value ?? {}) as Partial<Exchange>;
	return (
		typeof ms === 'number' &&
		typeof text === 'string' &&
		(side === 'client' || side === 'server' || side === 'connection')
	);
};

import type {Authentication, Dislike, Passage, SenderClock} from '../core/verification.ts';
import {authenticationOf, type HandedOver} from './authentication.ts';
import {dislikesOf, type Handed} from './dislikes.ts';
import type {Mail} from './mail.ts';
import {passagesOf} from './passages.ts';
import type {Ask} from './resolver.ts';
import {senderClockOf} from './sender-clock.ts';

/** What a caught message tells beside its code; all of it safe to print. */
export type AboutCaught = {
	readonly passages: readonly Passage[];
	readonly clock: SenderClock;
	readonly dislikes: readonly Dislike[];
	/** Only where DNS may be asked. */
	readonly authentication?: Authentication;
};

/** Judges a caught message: its octets, the time of storing it in milliseconds since 1970, and how it was handed over. */
export const aboutCaught = async (
	mail: Mail,
	caught: Handed & HandedOver,
	ask?: Ask,
): Promise<AboutCaught> => {
	const passages = passagesOf(mail, caught.at);
	return {
		passages,
		clock: senderClockOf(mail, caught.at, passages),
		dislikes: await dislikesOf(mail, caught),
		...(ask ? {authentication: await authenticationOf(caught, ask)} : {}),
	};
};

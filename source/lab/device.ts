import type {SinkPlace} from '../core/sink.ts';
import type {DeviceScript, Visit} from './device/script.ts';
import {send} from './device/send.ts';
import {beginTls, breakOff, encryptAndLeave, leave, type Open, sayAll, turnDown} from './device/talk.ts';

export {type DeviceScript, deviceSchema} from './device/script.ts';

/** A simulated device that has a sink entered as its mail server. */
export type Device = {
	/** Somebody waits for its next mail. */
	awaited(): void;
	/** It has done all that it was asked for. */
	isOver(): boolean;
	close(): void;
};

/** A device that does by turns what its script says, each turn when a mail of it is awaited. */
export const startDevice = (script: DeviceScript, places: readonly SinkPlace[]): Device => {
	const open: Open = new Set();
	let turn = 0;
	let busy = 0;
	let closed = false;
	const act = async (visits: readonly Visit[]): Promise<void> => {
		for (const visit of visits)
			for (let time = 0; time < visit.times && !closed; time++)
				await pay(visit, places, open).catch(() => {});
	};
	return {
		awaited() {
			busy++;
			void act(script[turn++] ?? []).finally(() => busy--);
		},
		isOver: () => busy === 0,
		close() {
			closed = true;
			for (const socket of open) socket.destroy();
		},
	};
};

const pay = async (visit: Visit, places: readonly SinkPlace[], open: Open): Promise<void> => {
	const place = placeFor(visit, places);
	if (!place) return;
	const from = visit['from-address'];
	const at = {
		host: place.address,
		port: place.port,
		...(from === undefined ? {} : {localAddress: from}),
	};
	if (visit.says) return sayAll(at, visit.says, open);
	switch (visit.fault) {
		case 'leave':
			return leave(at, open);
		case 'leave-after-ehlo':
			return sayAll(at, ['EHLO nas', 'QUIT'], open);
		case 'plain-on-tls':
			// A port that begins with TLS does not greet.
			return leave(at, open, 'EHLO nas\r\n');
		case 'tls-on-plain':
			return beginTls(at, open);
		case 'break-off':
			return breakOff(at, visit, open);
		case 'distrust':
			return turnDown(at, visit, open, 'with an alert');
		case 'leave-in-handshake':
			return turnDown(at, visit, open, 'without');
		case 'distrust-silently':
			return encryptAndLeave(at, visit, open);
		case 'old-tls':
		case undefined:
			return send(visit, at, open);
	}
};

/** The port that has what the device is set to; the wrong one where that is its fault. */
const placeFor = ({security, fault}: Visit, places: readonly SinkPlace[]): SinkPlace | undefined => {
	const wanted = fault === 'plain-on-tls' ? 'implicit' : fault === 'tls-on-plain' ? 'starttls' : security;
	const plain = (place: SinkPlace) => place.security === 'starttls' || place.security === 'none';
	return (
		places.find(place => place.security === wanted) ??
		(wanted === 'implicit' ? undefined : places.find(plain))
	);
};

import type {CapturePlan} from '../../core/capture.ts';
import type {Failure} from '../../core/failure.ts';
import {failed, type Result, success} from '../../core/result.ts';
import type {SinkPlace} from '../../core/sink.ts';
import type {Vault} from '../../core/world.ts';
import type {Device} from '../../lab/device.ts';
import type {CaptureSink} from '../../sink/capture.ts';
import {SinkPortError} from '../../sink/server/listen.ts';
import {StoreFault} from '../../sink/store/fault.ts';
import {releaseMark} from '../../sink/store/release-mark.ts';
import {openSinkHere, type SinkHere} from './open.ts';
import {portHolder} from './port-holder.ts';

export type CaptureWorld = {
	readonly vault: Pick<Vault, 'get'>;
	/** The device of a scenario: its sink listens on ports of its own, on loopback, and keeps nothing. */
	readonly device: ((places: readonly SinkPlace[]) => Device) | undefined;
	/** Told of every sink that is opened; what comes back is called before that one is closed. */
	readonly opened?: ((here: SinkHere) => () => void) | undefined;
};

/** Opens the sink that a playbook asks for: the one of `lostmail sink`, with the same store. */
export const openCapture = async (
	plan: CapturePlan,
	{vault, device, opened}: CaptureWorld,
): Promise<Result<CaptureSink, Failure>> => {
	const password = plan.secret === undefined ? undefined : vault.get(plan.secret);
	try {
		const here = await openSinkHere({
			...(device
				? {
						store: ':memory:',
						listen: ['127.0.0.1'],
						ports: plan.ports.map(({security}) => ({port: 0, security})),
					}
				: {ports: plan.ports, reach: plan.reach}),
			...(password === undefined
				? {}
				: {expected: {password, ...(plan.user === undefined ? {} : {user: plan.user})}}),
		});
		const simulated = device?.(here.sink.places);
		const letGo = opened?.(here);
		return success({
			sink: here.sink,
			understand: here.understand,
			addresses: here.addresses,
			certificate: here.certificate.sha256,
			...(device ? {} : {mark: id => releaseMark(here.settings.store, id, {now: Date.now})}),
			...(simulated ? {awaited: simulated.awaited, isOver: simulated.isOver} : {}),
			close: async () => {
				simulated?.close();
				letGo?.();
				await here.close();
			},
		});
	} catch (error) {
		return failed(failureOf(error));
	}
};

/** A store that another sink writes to is not in the way of the ports, and no other ports would help. */
const failureOf = (error: unknown): Failure => {
	const {code, message} = error as Error & {readonly code?: string};
	if (error instanceof SinkPortError && code === 'EADDRINUSE') {
		const holder = portHolder(error.port);
		return {
			code: 'in-use',
			detail: `port ${error.port} is taken by ${holder ?? 'another program'}`,
		};
	}
	if (error instanceof StoreFault && code === 'in-use')
		return {
			code: 'unexpected',
			detail:
				'another lostmail sink, or another run that catches mail, has the store of this user; end that one first',
		};
	if (code === 'EACCES' || code === 'EPERM' || code === 'not-permitted')
		return {code: 'not-permitted', detail: message};
	return {code: 'unexpected', detail: message};
};

import type {SinkPlace} from '../../core/sink.ts';

/** Whether it stands for every address of a machine. */
export const isEverywhere = (address: string): boolean => address === '::' || address === '0.0.0.0';

/** An address with its port, as a person can read it. */
export const placeWords = ({address, port}: Pick<SinkPlace, 'address' | 'port'>): string =>
	isEverywhere(address)
		? `port ${port} of every address here`
		: `${address.includes(':') ? `[${address}]` : address}:${port}`;

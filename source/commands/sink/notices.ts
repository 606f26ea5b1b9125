import {printable} from '../../core/printable.ts';
import type {SinkSession} from '../../core/sink.ts';
import {fellSilentAfterTls} from '../../core/sink-words.ts';
import {inShort} from '../../sink/misbehave/spelling.ts';
import type {SinkHere} from './open.ts';
import type {SettledSettings} from './settings.ts';
import {sinkCommandLine} from './store-file.ts';

/** What a sink does wrong on purpose, a line for each rule, and by which seed chance can be had again; nothing without rules. */
export const misbehaviourWords = ({
	settings: {faults},
	seed,
}: Pick<SinkHere, 'settings' | 'seed'>): readonly string[] => {
	const byChance = faults.rules.some(({chance}) => chance !== undefined);
	return [
		...faults.rules.map(rule => printable(inShort(rule))),
		...(byChance && seed !== undefined ? [`--seed ${seed} repeats what chance decides`] : []),
	];
};

/** What of `--misbehave` can never happen, as a sentence. */
export const idleFaults = ({faults, ports}: Pick<SettledSettings, 'faults' | 'ports'>): readonly string[] =>
	faults.rules.some(({at}) => at === 'tls') && ports.every(({security}) => security === 'none')
		? [
				'No port of this sink is encrypted, so no rule for TLS ever strikes: --port 0/starttls has one that is.',
			]
		: [];

/** How a device comes to trust a sink that keeps its mail here, as part of a sentence. */
export const trustWords = ({
	store,
	certificate,
}: Partial<Pick<SettledSettings, 'store' | 'certificate'>>): string => {
	const way = certificate
		? `give the sink a certificate that it trusts (--cert ${printable(certificate.cert)} is none)`
		: store === ':memory:'
			? 'keep the mail in a file, so that the certificate stays the same, and import it as a CA on the device'
			: `import what ${sinkCommandLine('certificate', store)} prints as a CA on the device`;
	return `${way}, or choose a port without encryption for this test`;
};

/** What to do about a session whose device does not trust the certificate, or left as such a device does; else nothing. */
export const distrustAdvice = (session: SinkSession, trust: string): string | undefined => {
	const {tls} = session;
	if (tls?.is === 'failed' && tls.fault === 'distrust')
		return `the device does not trust this certificate: ${trust}`;
	return (tls?.is === 'failed' && tls.fault === 'left') || fellSilentAfterTls(session)
		? `if the device does not trust this certificate: ${trust}`
		: undefined;
};

/** The same for the console: how a device comes to trust the sink, and what goes wrong on purpose. */
export const warningsOf = (
	here: Pick<SinkHere, 'settings' | 'seed'>,
): {readonly trust: string; readonly misbehaves?: readonly string[]} => {
	const misbehaves = [...misbehaviourWords(here), ...idleFaults(here.settings)];
	return {trust: trustWords(here.settings), ...(misbehaves.length > 0 ? {misbehaves} : {})};
};

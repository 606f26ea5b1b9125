import {type Failure, isAbsence} from '../../../core/failure.ts';
import {printable} from '../../../core/printable.ts';
import type {Asking} from '../../name-servers.ts';
import type {Look} from './signature-look.ts';

/** Where a name inside a zone leads to that has no MX: the denial may come from behind an alias, and does not say so. */
export const aliasAt = async (
	domain: string,
	zone: string,
	{plain}: Look,
	{probes, signal}: Asking,
): Promise<string | Failure | undefined> => {
	if (plain.ok || domain === zone) return undefined;
	const alias = await probes.dns({name: domain, type: 'CNAME'}, signal);
	if (alias.ok) return printable(alias.value.records[0]?.data ?? 'another name');
	return isAbsence(alias.failure) ? undefined : alias.failure;
};

/** Where an alias leads to. */
export const aliasIn = ({plain}: Look): string | undefined =>
	plain.ok ? plain.value.aliases.map(printable).at(-1) : undefined;

import {type Authority, type Identity, tlsaData} from './certificates.ts';
import type {Scenario} from './scenario.ts';
import type {ServerSettings} from './settings.ts';
import type {TlsaOf} from './zones/tlsa.ts';

type Named = Pick<ServerSettings, 'host' | 'certificate' | 'issuer'>;

/** The certificates of one world: one for each host, kind and issuer, made when it is first asked for. */
export type Identities = {
	identityOf(server: Named): Promise<Identity>;
	/** What a TLSA record says about the certificate of the first server of that name, mail servers before others. */
	digestOf(wanted: TlsaOf): Promise<Buffer>;
};

export const createIdentities = (
	authority: Authority,
	{servers, web}: Pick<Scenario, 'servers' | 'web'>,
): Identities => {
	const made = new Map<string, Promise<Identity>>();
	const identityOf = ({host, certificate, issuer}: Named): Promise<Identity> => {
		const key = JSON.stringify([host, certificate, issuer]);
		const identity = made.get(key) ?? authority.issue({name: host, kind: certificate, issuer});
		made.set(key, identity);
		return identity;
	};
	return {
		identityOf,
		digestOf: async wanted => {
			const named: readonly Named[] = [...servers, ...web];
			const server = named.find(({host}) => host === wanted.host);
			if (!server) throw new Error(`no server is called ${wanted.host}`);
			const isAuthority = wanted.usage === 0 || wanted.usage === 2;
			return tlsaData(isAuthority ? authority.pem : (await identityOf(server)).cert, wanted);
		},
	};
};

import {changeZones} from '../zones/merge.ts';
import {readTlsaRecord} from '../zones/tlsa.ts';
import {originOf, type Zones} from '../zones/zone.ts';
import {type Scenario, sameAddress} from './schema.ts';

type Contradiction = {readonly path: readonly PropertyKey[]; readonly message: string};

/** What no single entry of a world shows: names that lead nowhere, addresses that two claim. */
export const contradictions = (scenario: Scenario): readonly Contradiction[] => [
	...unknownHosts(scenario.zones, scenario, ['zones']),
	...scenario.authorities.flatMap(({zones, serves, address}, index) => {
		const path = ['authorities', index];
		const changed = changeZones(scenario.zones, zones);
		return [
			...serves.flatMap((zone, at) =>
				Object.hasOwn(changed.zones, originOf(zone))
					? []
					: [{path: [...path, 'serves', at], message: `there is no zone "${zone}" here`}],
			),
			...scenario.resolvers.flatMap(other =>
				sameAddress(other, {address})
					? [{path: [...path, 'address'], message: `${address} is a resolver as well`}]
					: [],
			),
		];
	}),
	...(['authorities', 'resolvers'] as const).flatMap(key =>
		scenario[key].flatMap(({zones}, index) => {
			const path = [key, index, 'zones'];
			const changed = changeZones(scenario.zones, zones);
			return [
				...changed.idle.map(place => ({
					path: [...path, ...place],
					message: 'there is nothing here to remove',
				})),
				...unknownHosts(changeZones({}, zones).zones, scenario, path),
			];
		}),
	),
	...lostFolders(scenario.mailbox),
];

/** What lies in a folder that the mailbox does not have, and folders that it has twice. */
const lostFolders = (mailbox: Scenario['mailbox']): readonly Contradiction[] => {
	if (!mailbox) return [];
	const paths = mailbox.folders.map(({path}) => path);
	const known = new Set(['INBOX', ...paths]);
	return [
		...paths.flatMap((folder, index) =>
			paths.indexOf(folder) === index
				? []
				: [{path: ['mailbox', 'folders', index, 'path'], message: `there are two folders "${folder}"`}],
		),
		...(['messages', 'arrives'] as const).flatMap(key =>
			mailbox[key].flatMap(({folder}, index) =>
				known.has(folder)
					? []
					: [{path: ['mailbox', key, index, 'folder'], message: `there is no folder "${folder}"`}],
			),
		),
	];
};

/** Digests are taken from the certificates of this world's servers. */
const unknownHosts = (
	zones: Zones,
	{servers, web}: Pick<Scenario, 'servers' | 'web'>,
	path: readonly PropertyKey[],
): readonly Contradiction[] =>
	Object.entries(zones).flatMap(([zone, owners]) =>
		Object.entries(owners).flatMap(([owner, records]) =>
			[records].flat().flatMap(text => {
				const host = readTlsaRecord(text)?.host;
				return host === undefined || [...servers, ...web].some(server => server.host === host)
					? []
					: [{path: [...path, zone, owner], message: `no server here is called "${host}"`}];
			}),
		),
	);

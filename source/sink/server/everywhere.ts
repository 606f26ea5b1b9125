import {type Listening, listenAt, SinkPortError} from './listen.ts';

type Welcome = Parameters<typeof listenAt>[1];
type Wanted = Parameters<typeof listenAt>[0];
type Tried = PromiseSettledResult<Listening>;

/** How often another free port is tried when one is not free on every address. */
const attempts = 8;

/**
 * Opens all these places, and tells of each what came of it, in their order. A port that is any free one (0) is the same on
 * every address, so that a device finds it under each of them.
 */
export const listenAtAll = async (places: readonly Wanted[], welcome: Welcome): Promise<readonly Tried[]> => {
	const [first] = places;
	const others = places.filter(({address}) => address !== first?.address);
	const columns = places.filter(({address}) => address === first?.address).length;
	if (others.length === 0 || places.every(({port}) => port !== 0)) return tryAll(places, welcome);
	const groups = places
		.slice(0, columns)
		.map((_, at) => places.filter((__, index) => index % columns === at));
	const opened = await Promise.all(groups.map(group => openGroup(group, welcome)));
	return places.map((_, index) => opened[index % columns]?.[Math.floor(index / columns)] as Tried);
};

const tryAll = (places: readonly Wanted[], welcome: Welcome): Promise<readonly Tried[]> =>
	Promise.allSettled(places.map(place => listenAt(place, welcome)));

/** One port on every address. */
const openGroup = async (group: readonly Wanted[], welcome: Welcome): Promise<readonly Tried[]> => {
	const [first, ...others] = group;
	if (first?.port !== 0 || others.length === 0) return tryAll(group, welcome);
	for (let left = attempts; ; left--) {
		const [leader] = await tryAll([first], welcome);
		if (leader?.status !== 'fulfilled') return [leader as Tried, ...(await tryAll(others, welcome))];
		const {port} = leader.value.place;
		const followers = await tryAll(
			others.map(place => ({...place, port})),
			welcome,
		);
		const isTaken = followers.some(
			one =>
				one.status === 'rejected' && one.reason instanceof SinkPortError && one.reason.code === 'EADDRINUSE',
		);
		if (!isTaken) return [leader, ...followers];
		for (const one of [leader, ...followers]) if (one.status === 'fulfilled') one.value.close();
		// Such as two addresses of which one includes the other.
		if (left === 1) return tryAll(group, welcome);
	}
};

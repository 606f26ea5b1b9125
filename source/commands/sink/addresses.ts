import {BlockList} from 'node:net';
import {type NetworkInterfaceInfo, networkInterfaces} from 'node:os';
import type {SinkReach} from '../../core/capture.ts';

/** An address of this machine; `why` says what kind it is, as part of a sentence. */
export type OwnAddress = {
	readonly address: string;
	readonly family: 4 | 6;
	readonly interface: string;
	readonly why: string;
};

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** A machine with containers has hundreds; nobody reads that many. */
const most = 32;

/**
 * The addresses under which a device may reach this machine, most likely first: IPv4 of what looks like a network card
 * (private before public), then IPv4 of bridges, tunnels and virtual machines, then IPv6 in the same order, and what this
 * machine gave itself for want of a network (RFC 3927) last. Link-local IPv6 is left out: it needs a zone that no device
 * lets one enter. For this machine alone it is the loopback addresses, and no other.
 */
export const addressesOfThisMachine = (
	interfaces: Interfaces = networkInterfaces(),
	reach: SinkReach = 'network',
): readonly OwnAddress[] => {
	const found = Object.entries(interfaces)
		.flatMap(([name, list = []]) => list.map(info => placed(name, info)))
		.filter(one => one !== undefined)
		.filter(({rank}) => (rank === loopback) === (reach === 'this-machine'))
		.sort((one, other) => one.rank - other.rank);
	const seen = new Set<string>();
	const isFirst = ({own}: Placed) => !seen.has(own.address) && seen.add(own.address);
	return found
		.filter(isFirst)
		.slice(0, most)
		.map(({own}) => own);
};

const loopback = -1;

const subnets = (...networks: ReadonlyArray<readonly [string, number]>): BlockList => {
	const list = new BlockList();
	for (const [address, bits] of networks)
		list.addSubnet(address, bits, address.includes(':') ? 'ipv6' : 'ipv4');
	return list;
};

/** RFC 1918, RFC 6598, RFC 4193. */
const privately = subnets(
	['10.0.0.0', 8],
	['172.16.0.0', 12],
	['192.168.0.0', 16],
	['100.64.0.0', 10],
	['fc00::', 7],
);
/** RFC 3927, RFC 4291 section 2.5.6. */
const linkLocal = subnets(['169.254.0.0', 16], ['fe80::', 10]);

/** Names that containers, virtual machines and tunnels give their interfaces; `br0` and `vmbr0` have a card behind them. */
const virtual =
	/^(?:docker|br-|veth|virbr|vnet|tun|tap|wg|tailscale|zt|utun|vmnet|vboxnet|vethernet|virtualbox|vmware|cni|flannel|cali|cilium|podman|lxc|lxd|incus|ppp|ipsec|bridge\d{2}|kube|dummy|ifb|awdl|llw|anpi|hamachi|nordlynx)/i;

type Placed = {readonly own: OwnAddress; readonly rank: number};

const placed = (name: string, info: NetworkInterfaceInfo): Placed | undefined => {
	const address = info.address.split('%', 1)[0] ?? '';
	const family = address.includes(':') ? 6 : 4;
	const type = family === 4 ? 'ipv4' : 'ipv6';
	const words = `IPv${family} address of ${name}`;
	const at = (rank: number, why: string): Placed => ({
		own: {address, family, interface: name, why},
		rank,
	});
	if (info.internal) return at(loopback, 'this machine alone');
	if (linkLocal.check(address, type))
		return family === 4 ? at(8, `${words}, given by itself for want of a network`) : undefined;
	const isPrivate = privately.check(address, type);
	const isVirtual = virtual.test(name);
	const kind = isPrivate ? 'private' : 'public';
	const rank = (family === 4 ? 0 : 4) + (isVirtual ? 2 : 0) + (isPrivate ? 0 : 1);
	return at(rank, `${kind} ${words}${isVirtual ? ', a bridge or tunnel' : ''}`);
};

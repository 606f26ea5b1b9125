import {BlockList, isIP, isIPv4, isIPv6} from 'node:net';

/** Whether a text is what a pattern says, without case; `*` in the pattern stands for anything, nothing included. */
export const fits = (pattern: string, text: string): boolean => {
	const [first = '', ...rest] = pattern.toLowerCase().split('*');
	const whole = text.toLowerCase();
	const last = rest.pop();
	if (last === undefined) return whole === first;
	if (!whole.startsWith(first)) return false;
	let from = first.length;
	for (const piece of rest) {
		const at = whole.indexOf(piece, from);
		if (at < 0) return false;
		from = at + piece.length;
	}
	return whole.length - last.length >= from && whole.endsWith(last);
};

/** An IPv4 address that came over IPv6 as itself (RFC 4291 section 2.5.5.2), and any address without its zone. */
export const plainAddress = (remote: string): string => {
	const address = remote.split('%', 1)[0] ?? '';
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
	return mapped !== undefined && isIPv4(mapped) ? mapped : address;
};

/** Whether an address lies in a network such as `192.0.2.0/24`, or is the one address given. Nothing: it is no network. */
export const networkOf = (text: string): ((remote: string) => boolean) | undefined => {
	const [address = '', length, ...more] = text.split('/');
	const family = isIP(address);
	const most = family === 4 ? 32 : 128;
	const bits = length === undefined ? most : /^\d{1,3}$/.test(length) ? Number(length) : -1;
	if (family === 0 || address.includes('%') || more.length > 0 || bits < 0 || bits > most) return undefined;
	const list = new BlockList();
	list.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6');
	return remote => {
		const plain = plainAddress(remote);
		return isIP(plain) > 0 && list.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6');
	};
};

/** The network that greylisting takes for one sender: the /24 of an IPv4 address, the /64 of an IPv6 one. */
export const neighbourhood = (remote: string): string => {
	const address = plainAddress(remote);
	if (isIPv4(address)) return address.split('.').slice(0, 3).join('.');
	if (!isIPv6(address)) return address;
	const [before = '', after] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
	const groups = (part: string | undefined) => (part ? part.split(':') : []);
	const [head, tail] = [groups(before), groups(after)];
	const zeros = Array.from({length: 8 - head.length - tail.length}, () => '0');
	return [...head, ...zeros, ...tail].slice(0, 4).join(':');
};

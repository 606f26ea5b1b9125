import {isIP} from 'node:net';
import type {NetworkInterfaceInfo} from 'node:os';
import {expect, test} from 'vitest';
import {addressesOfThisMachine} from '../../../source/commands/sink/addresses.ts';

const info = (address: string): NetworkInterfaceInfo => ({
	...(address.includes(':') ? {family: 'IPv6' as const, scopeid: 0} : {family: 'IPv4' as const}),
	address,
	netmask: '',
	mac: '00:00:00:00:00:00',
	internal: address === '::1' || address.startsWith('127.'),
	cidr: null,
});
const machine = (interfaces: Readonly<Record<string, readonly string[]>>) =>
	Object.fromEntries(Object.entries(interfaces).map(([name, list]) => [name, list.map(info)]));
const lo = ['127.0.0.1', '::1'];

test.each([
	['a notebook', {lo, wlan0: ['192.168.1.20', 'fe80::1']}, ['192.168.1.20']],
	[
		'a machine with containers, whose bridges are listed first',
		{lo, docker0: ['172.17.0.1'], 'br-4f1c': ['172.18.0.1'], veth1: ['fe80::2'], eth0: ['10.0.0.5']},
		['10.0.0.5', '172.17.0.1', '172.18.0.1'],
	],
	[
		'a NAS, whose bridge has a card behind it',
		{lo, br0: ['192.168.1.4'], docker0: ['10.1.0.1']},
		['192.168.1.4', '10.1.0.1'],
	],
	[
		'a server: private before public, IPv4 before IPv6',
		{eth0: ['2001:db8::5', '198.51.100.7', 'fd00::5'], eth1: ['10.9.9.9']},
		['10.9.9.9', '198.51.100.7', 'fd00::5', '2001:db8::5'],
	],
	[
		'a tunnel comes after the card, and before IPv6',
		{tailscale0: ['100.64.0.9'], wg0: ['10.8.0.2', 'fd00::8'], en0: ['192.168.0.3', '2001:db8::3']},
		['192.168.0.3', '100.64.0.9', '10.8.0.2', '2001:db8::3', 'fd00::8'],
	],
	['no network', {lo, eth0: ['169.254.3.4', 'fe80::3']}, ['169.254.3.4']],
	[
		'what it gave itself comes last',
		{eth0: ['169.254.3.4'], eth1: ['2001:db8::1']},
		['2001:db8::1', '169.254.3.4'],
	],
	['the same address twice', {eth0: ['10.0.0.5'], 'eth0:1': ['10.0.0.5']}, ['10.0.0.5']],
	['Windows', {'vEthernet (WSL)': ['172.30.0.1'], 'Wi-Fi': ['192.168.1.9']}, ['192.168.1.9', '172.30.0.1']],
	['nothing but loopback', {lo}, []],
	['nothing at all', {}, []],
])('%s', (_words, interfaces, expected) => {
	const read = machine(interfaces as Readonly<Record<string, readonly string[]>>);
	expect(addressesOfThisMachine(read).map(({address}) => address)).toEqual(expected);
});

test('for this machine alone it is loopback, and nothing else', () => {
	const read = machine({lo, eth0: ['10.0.0.5']});
	expect(addressesOfThisMachine(read, 'this-machine').map(({address}) => address)).toEqual(lo);
});

test('each says what it is', () => {
	const read = machine({eth0: ['10.0.0.5', '2001:db8::1'], docker0: ['172.17.0.1'], eth1: ['169.254.1.1']});
	expect(addressesOfThisMachine(read)).toEqual([
		{address: '10.0.0.5', family: 4, interface: 'eth0', why: 'private IPv4 address of eth0'},
		{
			address: '172.17.0.1',
			family: 4,
			interface: 'docker0',
			why: 'private IPv4 address of docker0, a bridge or tunnel',
		},
		{address: '2001:db8::1', family: 6, interface: 'eth0', why: 'public IPv6 address of eth0'},
		{
			address: '169.254.1.1',
			family: 4,
			interface: 'eth1',
			why: 'IPv4 address of eth1, given by itself for want of a network',
		},
	]);
});

test('a machine full of containers is told in part', () => {
	const many = Object.fromEntries(
		Array.from({length: 300}, (_, n) => [`veth${n}`, [`10.0.${n >> 8}.${n & 255}`]]),
	);
	const read = addressesOfThisMachine(machine({...many, eth0: ['192.168.1.2']}));
	expect(read).toHaveLength(32);
	expect(read[0]?.address).toBe('192.168.1.2');
});

test('here and now it tells addresses', () => {
	for (const {address} of addressesOfThisMachine()) expect(isIP(address)).toBeGreaterThan(0);
	expect(addressesOfThisMachine(undefined, 'this-machine').length).toBeGreaterThan(0);
});

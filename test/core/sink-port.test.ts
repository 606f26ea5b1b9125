import {expect, test} from 'vitest';
import {planOf, sinkParams} from '../../source/checks/sink-plan.ts';
import {parsePort} from '../../source/commands/sink/port.ts';
import {readSinkPort} from '../../source/core/sink-port.ts';

test.each([
	['2525', {port: 2525, security: 'starttls'}],
	['0', {port: 0, security: 'starttls'}],
	['465', {port: 465, security: 'implicit'}],
	['1465', {port: 1465, security: 'implicit'}],
	['4650', {port: 4650, security: 'starttls'}],
	['2465/plain', {port: 2465, security: 'none'}],
	['8025/TLS', {port: 8025, security: 'implicit'}],
	['8025/none', {port: 8025, security: 'none'}],
	['65536', undefined],
	['25/ssl3', undefined],
	['25/constructor', undefined],
	['', undefined],
] as const)('%s means the same on a command line and in a playbook', (written, port) => {
	expect(readSinkPort(written)).toEqual(port);
	const parsed = parsePort(written);
	expect(parsed.ok ? parsed.value : undefined).toEqual(port);
	expect(sinkParams.ports.safeParse(written).success).toBe(port !== undefined);
	if (port) expect(planOf({ports: written}, {}).ports).toEqual([port]);
});

import {describe, expect, test} from 'vitest';
import {deviceIn, earlierDevice, hasOtherLogin, machineOf} from '../../source/checks/caught-device.ts';
import {bareSession, message, person, session} from './sink/catching.ts';

const at = (address: string) => ({remote: {address, port: 1}});
const nobody = {recipients: ['x@y.test'], sender: 'a@b.test'};

describe('the device among the machines that a sink has seen', () => {
	test.each([
		['the only one, tied by nothing', [bareSession(1, at('::1'))], {}, {remote: '::1', tied: false}],
		['nobody, where two are tied by nothing', [bareSession(1, at('::1')), bareSession(2)], {}, undefined],
		[
			'the one with the login that was told, in whatever case',
			[bareSession(1, at('::1')), session(2)],
			{user: 'NAS'},
			{remote: '192.0.2.7', tied: true},
		],
		['nobody, where two use that login', [session(1, at('::1')), session(2)], {user: 'nas'}, undefined],
		[
			'the one that named the recipient that was told',
			[bareSession(1, {...at('::1'), recipients: [person]}), session(2)],
			{address: person},
			{remote: '::1', tied: true},
		],
		[
			'the one whose sender is the login that was told',
			[bareSession(1, {...at('::1'), senders: ['Nas@Home.test']}), session(2)],
			{user: 'nas@home.test'},
			{remote: '::1', tied: true},
		],
		['nobody, where nobody came', [], {user: 'nas'}, undefined],
	] as const)('is %s', (_, sessions, marks, device) => {
		expect(deviceIn({sessions, messages: []}, marks)).toEqual(device);
	});

	test('that delivered earlier is tied by that, unless a login was told that it does not show', () => {
		const mail = message(1, nobody);
		expect(earlierDevice([mail], {})).toEqual({remote: '192.0.2.7', tied: true});
		expect(earlierDevice([mail], {user: 'nas'})).toEqual({remote: '192.0.2.7', tied: false});
		expect(earlierDevice([{...mail, user: 'nas'}], {user: 'nas'})?.tied).toBe(true);
		expect(earlierDevice([mail, message(2, {...nobody, remote: '::1'})], {})).toBeUndefined();
	});
});

test('an empty login ties nothing, and is no other one', () => {
	expect(machineOf(message(1, {...nobody, user: ''}), {user: ''}).tied).toBe(false);
	expect(hasOtherLogin(message(1, {user: ''}), 'nas')).toBe(false);
	expect(hasOtherLogin(message(1), 'nas')).toBe(false);
	expect(hasOtherLogin(message(1, {user: 'admin'}), 'nas')).toBe(true);
	expect(hasOtherLogin(message(1, {user: 'admin'}), undefined)).toBe(false);
});

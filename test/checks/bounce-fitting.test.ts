import {expect, test} from 'vitest';
import {fitOf, type Sought} from '../../source/checks/bounce-fitting.ts';
import type {Bounce} from '../../source/core/bounce.ts';

const bounce = (more: Partial<Bounce> = {}): Bounce => ({
	read: 'RFC 3464',
	recipients: [
		{address: 'ann@example.org', action: 'delivered'},
		{address: 'kim@example.org', action: 'failed'},
	],
	about: {messageId: '<1@home.example>', tag: 'a1b2c3', to: 'kim@example.org, ann@example.org'},
	...more,
});

test.each<readonly [string, Sought, string]>([
	['nothing is sought', {}, 'kim@example.org sure'],
	['the same message', {messageId: '1@home.example'}, 'kim@example.org sure'],
	['the same test mail', {tag: 'a1b2c3'}, 'kim@example.org sure'],
	['the recipient in other letters', {to: 'ANN@example.ORG'}, 'ann@example.org sure'],
	['another message', {messageId: '<2@home.example>'}, 'it is about the message <1@home.example>'],
	['another test mail', {tag: 'zzz'}, 'it is about the test mail a1b2c3'],
	['another recipient', {to: 'eve@example.org'}, 'it is about mail for ann@example.org, kim@example.org'],
])('%s', (_, sought, expected) => {
	const fit = fitOf(bounce(), sought);
	expect(fit.is === 'fits' ? `${fit.recipient.address} ${fit.sure ? 'sure' : 'perhaps'}` : fit.which).toBe(
		expected,
	);
});

test('a bounce that quotes nothing fits by its recipient only, and that proves less', () => {
	const bare = bounce({about: {}});
	expect(fitOf(bare, {messageId: '<1@home.example>', to: 'kim@example.org'})).toMatchObject({
		is: 'fits',
		sure: false,
	});
	expect(fitOf(bare, {to: 'kim@example.org'})).toMatchObject({is: 'fits', sure: true});
});

test('mail that its mailbox passed on comes back for the address that it led to', () => {
	const forwarded = bounce({
		recipients: [{address: 'new@example.net', action: 'failed'}],
		about: {to: 'kim@example.org'},
	});
	expect(fitOf(forwarded, {to: 'kim@example.org'})).toMatchObject({
		is: 'fits',
		recipient: {address: 'kim@example.org', led: 'new@example.net'},
	});
});

test('a bounce that names nobody may be about anybody, unless it quotes the mail', () => {
	const to = 'kim@example.org';
	const nameless = (more: Partial<Bounce> = {}) =>
		bounce({recipients: [{address: '', action: 'failed'}], about: {}, ...more});
	const fits = {is: 'fits', recipient: {address: to}} as const;
	expect(fitOf(nameless(), {to})).toMatchObject({...fits, sure: false});
	expect(fitOf(nameless({about: {to: 'ann@example.org'}}), {to})).toMatchObject({...fits, sure: false});
	expect(fitOf(nameless({about: {to}}), {to})).toMatchObject({...fits, sure: true});
	const about = {messageId: '<1@home.example>'};
	expect(fitOf(nameless({about}), {to, messageId: '1@home.example'})).toMatchObject({...fits, sure: true});
	const both = [
		{address: '', action: 'failed'} as const,
		{address: 'eve@example.org', action: 'failed'} as const,
	];
	expect(fitOf(nameless({recipients: both}), {to})).toMatchObject({sure: false});
});

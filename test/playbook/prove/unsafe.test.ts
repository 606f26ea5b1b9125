import {describe, expect, it} from 'vitest';
import {causes, proofs, source} from '../small-tables.ts';
import {parse} from '../small-world.ts';

const initialize =
	'{when: {account: super-user, who: nobody, mail: broken, repair: device, initialize-confirmed: typed}, go: initialize}';

describe('prove, of what cannot be undone', () => {
	it('finds every way in which a destructive row is unsafe', () => {
		expect(
			proofs(causes, [
				'{when: {account: super-user, initialize-confirmed: typed}, go: initialize}',
				'{when: {who: administrator, account: super-user}, go: repair-mail}',
				'{go: wait}',
			]),
		).toEqual([
			{
				kind: 'unsafe',
				message:
					'row 1 of route (initialize) is destructive and holds while the mail is not known to be broken',
				counterExample: {
					cause: 'account.reset-not-allowed',
					mail: 'working',
					account: 'super-user',
					who: 'nobody',
					'initialize-confirmed': 'typed',
				},
				where: {table: 'route', row: 0},
			},
			{
				kind: 'unsafe',
				message:
					'row 1 of route (initialize) is destructive and holds where the cause is not repaired in the device',
				counterExample: {
					cause: 'account.reset-not-allowed',
					mail: 'working',
					account: 'super-user',
					who: 'nobody',
					'initialize-confirmed': 'typed',
				},
				where: {table: 'route', row: 0},
			},
			{
				kind: 'unsafe',
				message:
					'row 1 of route (initialize) is destructive and holds where row 2 (repair-mail) may hold as well',
				counterExample: {
					cause: 'account.reset-not-allowed',
					mail: 'working',
					account: 'super-user',
					who: 'administrator',
					'initialize-confirmed': 'typed',
				},
				where: {table: 'route', row: 0},
			},
		]);
		expect(
			proofs(causes, [
				'{when: {account: super-user, mail: broken, repair: device}, go: initialize}',
				'{go: wait}',
			]),
		).toMatchObject([
			{
				kind: 'unsafe',
				message:
					'row 1 of route (initialize) is destructive and holds although "initialize-confirmed" was not confirmed',
				counterExample: {mail: 'broken', account: 'super-user', 'initialize-confirmed': 'unknown'},
			},
		]);
	});

	it('takes what nobody knows for a reason not to destroy', () => {
		expect(
			proofs(causes, [
				'{when: {account: super-user, mail: broken, repair: device, initialize-confirmed: typed}, go: initialize}',
				'{when: {host: mail.example}, go: repair-mail}',
				'{go: wait}',
			]),
		).toMatchObject([{kind: 'unsafe', counterExample: {host: 'mail.example'}}]);
	});

	it('lets no row that wants what nobody knows be destructive', () => {
		const {problems} = parse(
			source(causes, [initialize.replace('who: nobody', 'who: unknown'), '{go: wait}']),
		);
		expect(problems).toMatchObject([{rule: 'destructive', message: expect.stringContaining('"who"')}]);
	});
});

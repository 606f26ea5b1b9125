import {describe, expect, it} from 'vitest';
import {formatProblem} from '../../source/playbook/problem.ts';
import {proofProblem, prove} from '../../source/playbook/prove.ts';
import {causes, proofs, source} from './small-tables.ts';
import {knowledge, parse} from './small-world.ts';

const initialize =
	'{when: {account: super-user, who: nobody, mail: broken, repair: device, initialize-confirmed: typed}, go: initialize}';

describe('prove', () => {
	it('is silent about sound tables', () => {
		expect(
			proofs(causes, [
				'{when: {account: user}, go: administrator-sets-password}',
				'{when: {who: administrator}, go: repair-mail}',
				'{when: {cause: connect.refused, account: unknown}, go: wait}',
				'{go: self-reset}',
			]),
		).toEqual([]);
		expect(
			proofs(causes, [
				'{when: {account: user}, go: administrator-sets-password}',
				'{when: {who: administrator}, go: repair-mail}',
				initialize,
				'{go: wait}',
			]),
		).toEqual([]);
	});

	it('finds a case that no row takes', () => {
		expect(
			proofs(causes, [
				'{when: {account: [user, super-user]}, go: self-reset}',
				'{when: {mail: [broken, working]}, go: wait}',
			]),
		).toEqual([
			{
				kind: 'no-route',
				message: 'no row of route takes this case',
				counterExample: {cause: 'account.reset-not-allowed', mail: 'unknown', account: 'unknown'},
				where: {table: 'route'},
			},
		]);
		expect(proofs(causes, ['{when: {host: mail.example}, go: wait}'])).toMatchObject([
			{kind: 'no-route', counterExample: {host: 'anything else'}},
		]);
	});

	it('knows that a step may as well have found something else', () => {
		const found = '{found: {connect: [timeout, slow]}, go: wait}';
		expect(proofs(causes, [found, '{go: self-reset}'])).toEqual([]);
		expect(proofs(causes, [found])).toMatchObject([
			{kind: 'no-route', counterExample: {'connect.found': 'anything else'}},
		]);
		expect(
			proofs(causes, [found, '{found: {connect: slow}, go: repair-mail}', '{go: self-reset}']),
		).toMatchObject([{kind: 'never-matches', where: {table: 'route', row: 1}}]);
	});

	it('takes a problem on the mail path for broken mail, and nothing else', () => {
		const states = ['{when: {mail: broken}, go: wait}', '{when: {cause: none}, go: wait}'];
		expect(proofs(causes, [...states, '{when: {cause: account.reset-not-allowed}, go: self-reset}'])).toEqual(
			[],
		);
		expect(
			proofs(
				[...causes, '{when: {connect: slow}, cause: mx.missing}'],
				[...states, '{when: {cause: account.reset-not-allowed}, go: self-reset}'],
			),
		).toMatchObject([{kind: 'no-route', counterExample: {cause: 'mx.missing', mail: 'working'}}]);
	});

	it('does not count on a destructive row where it may not be taken', () => {
		const found = proofs(causes, [
			'{when: {mail: [working, unknown]}, go: wait}',
			'{when: {who: nobody}, go: self-reset}',
			'{when: {repair: [wait, none]}, go: wait}',
			'{when: {mail: broken}, go: initialize}',
		]);
		expect(found.filter(({kind}) => kind === 'no-route')).toMatchObject([
			{counterExample: {mail: 'broken', 'initialize-confirmed': 'unknown'}},
		]);
		const rows = ['{when: {mail: [working, unknown]}, go: wait}', '{when: {mail: broken}, go: initialize}'];
		expect(proofs(causes, rows).filter(({kind}) => kind === 'no-route')).toMatchObject([
			{counterExample: {cause: 'account.reset-not-allowed', mail: 'broken', 'initialize-confirmed': 'typed'}},
		]);
	});

	it('counts on what takes the place of a destructive row', () => {
		const rows = [
			'{when: {mail: [working, unknown]}, go: wait}',
			'{when: {mail: broken}, go: initialize, else: wait}',
		];
		const kinds = (found: ReturnType<typeof proofs>) => [...new Set(found.map(({kind}) => kind))];
		expect(kinds(proofs(causes, rows))).toEqual(['unsafe']);
		expect(proofs(causes, [...rows, '{when: {mail: broken}, go: self-reset}'])).toContainEqual(
			expect.objectContaining({kind: 'never-matches', where: {table: 'route', row: 2}}),
		);
	});

	it('finds a destructive row that may hold where the cause is repaired elsewhere', () => {
		expect(
			proofs(
				[...causes, '{when: {connect: slow}, cause: mx.missing}'],
				[
					'{when: {account: user}, go: administrator-sets-password}',
					'{when: {who: administrator}, go: repair-mail}',
					initialize.replace('repair: device', 'cause: [connect.refused, mx.missing]'),
					'{go: wait}',
				],
			),
		).toEqual([
			{
				kind: 'unsafe',
				message:
					'row 3 of route (initialize) is destructive and holds where the cause is not repaired in the device',
				counterExample: {
					cause: 'mx.missing',
					mail: 'broken',
					account: 'super-user',
					who: 'nobody',
					'initialize-confirmed': 'typed',
				},
				where: {table: 'route', row: 2},
			},
		]);
	});

	it('finds a row of route that can never win', () => {
		expect(
			proofs(causes, [
				'{when: {account: user}, go: wait}',
				'{when: {account: [super-user, unknown], mail: [working, unknown]}, go: wait}',
				'{when: {mail: broken, account: [super-user, unknown]}, go: repair-mail}',
				'{when: {cause: none}, go: self-reset}',
			]),
		).toEqual([
			{
				kind: 'never-matches',
				message:
					'row 4 of route (self-reset) can never win: row 1 (wait), row 2 (wait) and row 3 (repair-mail) always come first',
				counterExample: {cause: 'none', mail: 'working', account: 'super-user'},
				where: {table: 'route', row: 3},
			},
		]);
	});

	it('finds a row of route that can never hold', () => {
		expect(
			proofs(causes, [
				'{when: {cause: mx.null}, go: wait}',
				'{when: {cause: connect.refused, mail: working}, go: wait}',
				'{when: {cause: connect.refused, repair: outside}, go: wait}',
				'{when: {hop: mailbox}, go: wait}',
				'{go: self-reset}',
			]).map(({kind, message, counterExample}) => [kind, message, counterExample]),
		).toEqual([
			['never-matches', 'row 1 of route (wait) can never hold: no row of diagnose yields mx.null', {}],
			[
				'never-matches',
				'row 2 of route (wait) can never hold: nothing that can be found fits all of its keys',
				{},
			],
			[
				'never-matches',
				'row 3 of route (wait) can never hold: nothing that can be found fits all of its keys',
				{},
			],
			[
				'never-matches',
				'row 4 of route (wait) can never hold: nothing that can be found fits all of its keys',
				{},
			],
		]);
	});

	it('puts each proof where it belongs in the file', () => {
		const text = source(causes.slice(0, 3), [
			'{when: {cause: mx.null}, go: wait}',
			'{when: {mail: broken}, go: wait}',
		]);
		const {document, playbook} = parse(text);
		const problems =
			document && playbook
				? prove(playbook, knowledge).map(proof =>
						formatProblem(proofProblem(document, playbook, proof), text),
					)
				: [];
		expect(problems.join('\n')).toMatchInlineSnapshot(`
			"x.yaml:11:24: when the step "login" finds "wrong-credentials", no row of diagnose explains it [no-cause]
			   |
			11 |   - {id: login, check: smtp.login, with: {host: a.example, user: a}, needs: [connect]}
			   |                        ^^^^^^^^^^
			   = for example {login: wrong-credentials}

			x.yaml:17:5: row 1 of route (wait) can never hold: no row of diagnose yields mx.null [never-matches]
			   |
			17 |   - {when: {cause: mx.null}, go: wait}
			   |     ^

			x.yaml:16:1: no row of route takes this case [no-route]
			   |
			16 | route:
			   | ^^^^^
			   = for example {cause: account.reset-not-allowed, mail: working}
			"
		`);
	});
});

import {describe, expect, it} from 'vitest';
import {causes, proofs} from '../small-tables.ts';

describe('the diagnose table', () => {
	it('finds rows of diagnose that can never win, and spares suspicions', () => {
		expect(
			proofs(
				[
					...causes,
					'{when: {login: [app-password-needed, wrong-credentials], account: allowed}, cause: auth.wrong-credentials}',
					'{when: {login: [app-password-needed, not-tried]}, cause: auth.wrong-credentials}',
					'{when: {connect: timeout}, cause: connect.refused}',
					'{when: {connect: refused, login: accepted}, cause: connect.refused}',
				],
				['{go: wait}'],
			),
		).toEqual([
			{
				kind: 'never-matches',
				message:
					'row 5 of diagnose (auth.wrong-credentials) can never win: row 3 (auth.app-password-needed) and row 4 (auth.wrong-credentials) always come first',
				counterExample: {account: 'allowed', login: 'app-password-needed'},
				where: {table: 'diagnose', row: 4},
			},
			{
				kind: 'never-matches',
				message:
					'row 8 of diagnose (connect.refused) can never hold: one of its steps does not run after what another one found',
				counterExample: {connect: 'refused', login: 'accepted'},
				where: {table: 'diagnose', row: 7},
			},
		]);
	});

	it('finds a problem that leads to no cause', () => {
		expect(proofs(causes.slice(0, 3), ['{go: wait}'])).toEqual([
			{
				kind: 'no-cause',
				message: 'when the step "login" finds "wrong-credentials", no row of diagnose explains it',
				counterExample: {login: 'wrong-credentials'},
				where: {table: 'diagnose'},
			},
		]);
	});
});

import {expect} from 'vitest';
import {prove} from '../../source/playbook/prove.ts';
import {knowledge, parse} from './small-world.ts';

const head = `title: A
about: B
inputs:
  account: {ask: Which?, choices: {super-user: The first account, user: Another}}
  who: {ask: Who?, choices: {nobody: Nobody, administrator: An administrator}}
  host: {ask: Which host?, type: host}
  initialize-confirmed: {ask: Sure?, confirm: initialize, default: unknown}
steps:
  - {id: account, check: account.may-reset}
  - {id: connect, check: smtp.connect, with: {host: a.example, port: 25}}
  - {id: login, check: smtp.login, with: {host: a.example, user: a}, needs: [connect]}
`;
export const causes = [
	'{when: {account: not-allowed}, cause: account.reset-not-allowed}',
	'{when: {connect: refused}, cause: connect.refused}',
	'{when: {login: app-password-needed}, cause: auth.app-password-needed}',
	'{when: {login: wrong-credentials}, cause: auth.wrong-credentials}',
];
export const list = (rows: readonly string[]) => rows.map(row => `  - ${row}\n`).join('');
export const source = (diagnose: readonly string[], route: readonly string[]) =>
	`${head}diagnose:\n${list(diagnose)}route:\n${list(route)}`;

export const proofs = (diagnose: readonly string[], route: readonly string[]) => {
	const {playbook, problems} = parse(source(diagnose, route));
	expect(problems).toEqual([]);
	return playbook ? prove(playbook, knowledge) : [];
};

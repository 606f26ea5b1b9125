import {expect, test} from 'vitest';
import {readPlaybook} from '../../../source/commands/house.ts';
import {raiseWorld} from '../../../source/commands/worlds.ts';
import {answeredIn, foundIn, knowledge, loginIsOnItsWay, loginWas, play} from './played.ts';

test.each([
	['wrong-password', 'attended', 2],
	['smtp-healthy', 'attended', 5],
	['certificate-expired', 'attended', 5],
	['wrong-password', 'given', 7],
	['capture-code', 'given', 9],
	['capture-released', 'given', 5],
	['intercept-imap-in-junk', 'given', 5],
] as const)(
	'%s (%s), broken off after any event, comes to the same; nothing is asked or logged in to twice',
	async (name, manner, stride) => {
		const world = await raiseWorld(name);
		try {
			const playbook = await readPlaybook(world.scenario.playbook, knowledge);
			const whole = await play(playbook, world, manner);
			const asksAgain = new Set(
				playbook.inputs.flatMap(({name: input, kind, consent}) =>
					kind === 'secret' || consent ? [input] : [],
				),
			);
			for (let cut = 1; cut < whole.log.length; cut += stride) {
				const before = whole.log.slice(0, cut);
				const rest = await play(playbook, world, manner, before);
				const at = `${cut} ${whole.log[cut - 1]?.type}`;
				if (loginIsOnItsWay(before)) {
					expect([at, foundIn(rest.state).steps]).toContainEqual(
						expect.arrayContaining([['login', 'already-tried']]),
					);
					expect([at, rest.state.verdict, rest.logins]).toEqual([at, 'inconclusive', 0]);
				} else expect([at, foundIn(rest.state)]).toEqual([at, foundIn(whole.state)]);
				expect(rest.log.slice(0, cut)).toEqual(before);
				expect(rest.heard).toEqual(rest.log.slice(cut));
				expect(rest.heard[0]?.type).toBe('case.resumed');
				expect(rest.log.map(({seq}) => seq)).toEqual(rest.log.map((_, index) => index));
				const twice = rest.asked.filter(input => answeredIn(before).includes(input));
				expect([at, twice.filter(input => !asksAgain.has(input))]).toEqual([at, []]);
				if (loginWas(before, 'login') && whole.state.diagnosis?.cause === 'auth.wrong-credentials')
					expect([at, rest.logins]).toEqual([at, 0]);
				expect(rest.logins).toBeLessThanOrEqual(1);
				for (const secret of playbook.inputs.filter(({kind}) => kind === 'secret')) {
					const value = world.vault.get(secret.name);
					if (value === undefined) continue;
					expect(JSON.stringify(rest.log)).not.toContain(value);
					expect(JSON.stringify(rest.log)).not.toContain(Buffer.from(value).toString('base64'));
				}
			}
		} finally {
			await world.close();
		}
	},
	120_000,
);

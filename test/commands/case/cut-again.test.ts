import {expect, test} from 'vitest';
import {readPlaybook} from '../../../source/commands/house.ts';
import {raiseWorld} from '../../../source/commands/worlds.ts';
import type {Event} from '../../../source/core/event.ts';
import {type Again, foundIn, knowledge, loginIsOnItsWay, play} from './played.ts';

/** What the best procedure touches, with all that it asks for, as its key sends it. */
const touched: Again = ({route}) => ({
	type: 'redo',
	steps: route?.procedure.again ?? [],
	ask: route?.procedure.ask ?? [],
});

const everything: Again = ({steps}) => ({type: 'redo', steps: steps.map(({id}) => id)});

const askedIn = (log: readonly Event[]): readonly string[] =>
	log.flatMap(event => (event.type === 'input.asked' ? [event.question.id] : []));

test.each([
	['wrong-password', 'what its procedure touches', touched, 3],
	['wrong-password', 'everything', everything, 2],
	['address-outdated', 'what its procedure touches', touched, 1],
	['user-with-administrator', 'what its procedure touches', touched, 1],
	['smtp-gmail-daily-limit', 'what its procedure touches', touched, 1],
] as const)(
	'%s: %s, looked at again and broken off after any event, comes to the same, and is asked for the rest',
	async (name, _what, again, stride) => {
		const world = await raiseWorld(name);
		try {
			const playbook = await readPlaybook(world.scenario.playbook, knowledge);
			const whole = await play(playbook, world, 'attended', [], again);
			const closed = whole.log.findIndex(({type}) => type === 'case.closed');
			const asksAgain = playbook.inputs.flatMap(({name: input, kind, consent}) =>
				kind === 'secret' || consent ? [input] : [],
			);
			for (let cut = closed + 2; cut < whole.log.length; cut += stride) {
				const before = whole.log.slice(0, cut);
				const rest = await play(playbook, world, 'attended', before);
				const at = `${cut} ${whole.log[cut - 1]?.type}`;
				const last = before.at(-1);
				const pending = last?.type === 'input.asked' ? [last.question.id] : [];
				const left = [...pending, ...askedIn(whole.log.slice(cut))];
				const asked = askedIn(rest.log.slice(cut));
				expect([at, asked]).toEqual([at, expect.arrayContaining(left)]);
				expect([at, asked.filter(id => !left.includes(id) && !asksAgain.includes(id))]).toEqual([at, []]);
				if (loginIsOnItsWay(before.slice(closed))) {
					expect([at, foundIn(rest.state).steps]).toContainEqual(
						expect.arrayContaining([['login', 'already-tried']]),
					);
					expect([at, rest.logins]).toEqual([at, 0]);
				} else expect([at, foundIn(rest.state)]).toEqual([at, foundIn(whole.state)]);
				expect(rest.logins).toBeLessThanOrEqual(1);
				for (const input of asksAgain) {
					const value = world.vault.get(input);
					if (value === undefined) continue;
					for (const secret of [value, Buffer.from(value).toString('base64')])
						expect(JSON.stringify(rest.log)).not.toContain(secret);
				}
			}
		} finally {
			await world.close();
		}
	},
	120_000,
);

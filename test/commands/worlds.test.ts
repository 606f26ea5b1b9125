import {expect, test} from 'vitest';
import {leaveWhenClosed, startCase, worldOf} from '../../source/commands/compose.ts';
import {readKnowledge, readPlaybook} from '../../source/commands/house.ts';
import {listWorlds, raiseWorld} from '../../source/commands/worlds.ts';
import {pathOf} from '../../source/core/case.ts';

const knowledge = await readKnowledge();
const names = (await listWorlds()).map(({name}) => name);

/** Finding codes that some world of a playbook came to, as `check code`, by playbook. */
const found = new Map<string, Set<string>>();

test.concurrent.each(names)(
	'in the world "%s" the playbook finds what it must, and nothing else',
	async name => {
		const world = await raiseWorld(name);
		try {
			const {expect: wanted, playbook: playbookName} = world.scenario;
			const playbook = await readPlaybook(playbookName, knowledge);
			const ending = new AbortController();
			const session: ReturnType<typeof startCase> = startCase(
				playbook,
				worldOf(
					world.reach,
					{answers: world.answers, vault: world.vault, attended: false, signal: ending.signal},
					knowledge,
				),
				[leaveWhenClosed(() => session)],
			);
			const state = await session.done;
			const codes = Object.fromEntries(
				state.steps.flatMap(step =>
					step.state.status === 'finished' ? [[step.id, step.state.finding.code]] : [],
				),
			);
			const shown = found.get(playbookName) ?? new Set();
			found.set(playbookName, shown);
			for (const step of state.steps)
				if (step.state.status === 'finished') shown.add(`${step.check} ${step.state.finding.code}`);
			const reached = Object.fromEntries(
				state.steps.flatMap(step =>
					step.state.status === 'finished' ? [[step.id, step.state.finding.level]] : [],
				),
			);
			const said = {
				verdict: state.verdict,
				...(wanted.cause === undefined ? {} : {cause: state.diagnosis?.cause ?? null}),
				...(wanted.hop === undefined ? {} : {hop: state.diagnosis?.hop ?? null}),
				...(wanted.mail === undefined ? {} : {mail: state.mail}),
				...(wanted.procedure === undefined ? {} : {procedure: state.route?.procedure.name ?? null}),
				found: Object.fromEntries(Object.keys(wanted.found).map(step => [step, codes[step]])),
				levels: Object.fromEntries(Object.keys(wanted.levels).map(step => [step, reached[step]])),
				neverLevels: wanted.neverLevels.filter(level => Object.values(reached).includes(level)),
				never: wanted.never.filter(code => Object.values(codes).includes(code)),
				missed: (wanted.notRuledOut ?? []).filter(
					cause => !state.notRuledOut.some(suspicion => suspicion.cause === cause),
				),
			};
			const {verdict, cause, hop, mail, procedure, levels} = wanted;
			expect(said).toEqual({
				verdict,
				...(cause === undefined ? {} : {cause}),
				...(hop === undefined ? {} : {hop}),
				...(mail === undefined ? {} : {mail}),
				...(procedure === undefined ? {} : {procedure}),
				found: wanted.found,
				levels,
				neverLevels: [],
				never: [],
				missed: [],
			});
			// A hole that no finding fills.
			const {plain = '', text = '', fix = ''} = state.diagnosis ?? {};
			expect(`${plain} ${text} ${fix}`).not.toContain('…');
			if (state.mail !== 'broken') expect(state.route?.procedure.destructive ?? false).toBe(false);
			const logins = world.sessions().flatMap(({logins: tried}) => tried);
			// Whoever was let in and then put off may log in once more after the wait; a refused login is never repeated.
			const waited = Object.values(codes).some(code => secondTries.has(code));
			expect(logins.length).toBeLessThanOrEqual(waited ? 2 : 1);
			expect(pathOf(state.steps)).toHaveLength(15);
		} finally {
			await world.close();
		}
	},
	60_000,
);

/** Finding codes of a second try after greylisting. */
const secondTries: ReadonlySet<string> = new Set(['accepted-later', 'still-greylisted', 'too-late']);

/** What no world on loopback can show, and why, by playbook. */
const unshowable: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	'capture-code': {
		'sink.capture misbehaved': 'the sink of a playbook does nothing wrong on purpose',
		'sink.capture turned-away': 'a thousand sessions at a time from one address are taken',
		'sink.capture cannot-listen': 'the sink of a world listens on whatever ports are free',
		'sink.capture not-captured': 'nobody is there to say that it cannot be done, and no wait is called off',
		'sink.code expired': 'the shortest life of a code is a minute, and no test waits that long',
		'sink.code no-code': 'the step is not taken where no mail with a code arrived',
		'sink.code nothing-caught': 'the step is not taken where no mail with a code arrived',
		'sink.code untold': 'a sink that was opened can always be asked',
		'sink.release helo-rejected': 'the playbook does not ask how the device introduces itself',
		'sink.release oauth-expired': 'the playbook asks for no token',
		'sink.release oauth-scope': 'the playbook asks for no token',
		'sink.release clock': 'the one server that is known to say so says it with 421, which proves nothing',
		'sink.release not-asked': 'the step is not taken where nobody agreed to it',
		'sink.release nothing-caught': 'the step is not taken where no mail with a code arrived',
		'sink.release no-message': 'the playbook names no message',
		'sink.release other-recipient': 'the playbook names no message',
		'sink.release untold': 'a sink that was opened can always be asked',
		'sink.release already-sent': 'in one run a mail is handed on once',
	},
	'domain-health': {
		'mx.reachable unreachable': 'there is always a way to loopback',
		'mx.reachable nothing-to-reach': 'the step is not taken where the domain names no exchanger',
		'mx.reachable unanswered': 'the step is not taken where the exchangers could not be looked up',
		'domain.dane no-exchanger': 'the step is not taken where the domain names no exchanger',
		'domain.blocklists clean-as-far': 'every list of domains is decisive',
	},
	'smtp-settings': {
		'settings.complete not-set-up': 'the playbook does not ask whether mail was ever set up',
		'settings.complete incomplete': 'what is asked for is never answered with an empty text',
		'dns.host hosts-file': 'with a resolver of one’s own choice, the hosts file is not read',
		'smtp.sweep no-address': 'the step is not taken where the host has no address',
		'smtp.connect no-address': 'the step is not taken where the host has no address',
		'smtp.tls weak-key': 'the OpenSSL of Node refuses weak certificates by itself, which is certificate-weak',
		'smtp.tls not-reached': 'the step is not taken where the connection did not come about',
		'smtp.login already-tried': 'in one run a refused login is never asked for twice',
		'smtp.login not-reached': 'the step is not taken where encryption was not passed',
		'smtp.sender not-reached': 'the step is not taken where the login was not passed',
		'smtp.recipient too-late': 'the shortest life of a code is a minute, and no test waits that long',
		'smtp.recipient not-reached': 'the step is not taken where the sender was not passed',
		'smtp.accept too-late': 'the shortest life of a code is a minute, and no test waits that long',
		'smtp.accept clock': 'the one server that is known to say so says it with 421, which proves nothing',
		'smtp.accept no-envelope': 'the step is not taken where sender or recipient is not known',
		'smtp.accept already-sent': 'in one run a mail is sent again only after it was put off',
		'smtp.accept not-reached': 'the step is not taken where the recipient was not passed',
	},
	'spam-interception': {
		'spam.greylisting too-late': 'the shortest life of a code is a minute, and no test waits that long',
		'spam.score put-off': 'a filter of the lab gives its verdict at once or none at all',
		'spam.score unsettled': 'a filter of the lab says what its own numbers say',
		'spam.score not-asked': 'every filter of the lab listens on this machine, where nobody reads along',
		'spam.trigger put-off': 'a filter of the lab gives its verdict at once or none at all',
		'spam.trigger unsettled': 'a filter of the lab says what its own numbers say',
		'spam.trigger not-asked': 'every filter of the lab listens on this machine, where nobody reads along',
		'mail.roundtrip not-sent': 'the step is not taken where nobody agreed to it',
		'mail.roundtrip already-sent': 'in one run one test mail is sent, and nothing else sends one',
	},
};

test.each(Object.keys(unshowable))(
	'every finding of the checks of "%s" has a world of that playbook that shows it',
	async name => {
		const {steps} = await readPlaybook(name, knowledge);
		const codes = [...new Set(steps.map(({check}) => check))].flatMap(({id, findings}) =>
			Object.keys(findings).map(code => `${id} ${code}`),
		);
		const shown = found.get(name) ?? new Set();
		const excused = unshowable[name] ?? {};
		expect(codes.filter(code => !shown.has(code) && !(code in excused))).toEqual([]);
		expect(Object.keys(excused).filter(code => shown.has(code) || !codes.includes(code))).toEqual([]);
	},
);

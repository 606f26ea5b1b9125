import {expect, test} from 'vitest';
import {conversationsOf} from '../../../source/commands/line/conversation-lines.ts';
import {explainerOf} from '../../../source/core/dialogue.ts';
import type {Happening} from '../../../source/core/event.ts';
import {scripted} from '../../tui/scripted.ts';
import {done} from '../../tui/story.ts';

const greeted: Happening = {
	type: 'step.observed',
	step: 'sender',
	evidence: {
		probe: 'smtp',
		question: {host: 'mx.example.org', port: 25, security: 'starttls', stage: 'sender'},
		answer: {
			exchanges: [
				{ms: 1, side: 'client', text: 'EHLO nas.local'},
				{ms: 2, side: 'server', text: '250-mx.example.org\n250-STARTTLS\n250 SIZE 1000'},
			],
		},
		at: Date.UTC(2026, 0, 5, 13),
		ms: 2,
	},
};

test('every line of a conversation is read with who said it and what it means, a refusal with all that is known', () => {
	const [only, another] = conversationsOf(
		scripted([...done, greeted]).session.snapshot(),
		explainerOf({replies: [], providers: []}),
	);
	expect(another?.blocks.flat().some(line => /^It offers STARTTLS: /.test(line))).toBe(true);
	expect(another?.refusal).toBeUndefined();
	expect(only?.server).toBe('smtp.gmail.com:587');
	const said = only?.blocks.flat() ?? [];
	expect(said[0]).toBe('Connection: connected to 192.0.2.7:587');
	expect(said).toContain('We said: EHLO nas.local');
	const refusal = only?.blocks[only.refusal ?? 0] ?? [];
	expect(refusal[0]).toContain('The server said: 534 5.7.9 Application-specific password required.');
	expect(refusal[1]).toMatch(/^That means: refused: /);
	expect(refusal.some(line => line.startsWith('The code says: '))).toBe(true);
});

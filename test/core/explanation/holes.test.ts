import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {withoutHoles} from '../../../source/core/explanation/holes.ts';
import {provenCauses} from '../../../source/core/explanation/weighed.ts';
import {loadKnowledge} from '../../../source/playbook/knowledge.ts';

const {knowledge} = await loadKnowledge(fileURLToPath(new URL('../../../playbooks', import.meta.url)));
if (!knowledge) throw new Error('the knowledge that is shipped has problems');
const {causes, replies} = knowledge;

test('of a pasted text nothing is said of what was typed, or of the menus of a device', () => {
	const named = [
		...replies.map(({cause}) => cause),
		...Object.values(provenCauses),
		'mx.unreachable',
		'code.expired',
	];
	for (const id of new Set(named)) {
		const cause = causes.get(id ?? '');
		for (const words of [cause?.plain, cause?.fix])
			expect(withoutHoles(words ?? '')).not.toMatch(
				/[{}]|typed here|told here|user editor|Security Email|Control Panel|TerraMaster|TNAS|TOS\b/,
			);
	}
});

test('the rest of such a sentence stands as it is', () => {
	expect(withoutHoles(causes.get('recipient.unknown')?.fix ?? '', {to: 'kim@example.org'})).toMatch(
		/^Compare kim@example\.org letter by letter with the owner's real address, where the device has it on file\. /,
	);
	expect(withoutHoles(causes.get('mx.no-such-domain')?.fix ?? '')).toMatch(
		/^Check the spelling of the domain in the address on file\. /,
	);
});

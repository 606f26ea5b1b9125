import {expect, test} from 'vitest';
import {withoutAnySecret, withoutSecrets, wordsOf} from '../../source/core/any-secret.ts';
import {createVault} from '../../source/engine/redact.ts';

const canary = 'canary-3Fw-any';
const forms = [canary, Buffer.from(canary).toString('base64')];

createVault().set('of-another-case', 'canary-8Hq-other');
createVault().set('password', canary);

const expectNone = (text: string) => {
	for (const form of [...forms, 'canary-8Hq-other']) expect(text).not.toContain(form);
};

test('a secret of any vault is taken out, as it is and in base64', () => {
	const clean = withoutAnySecret(`a ${forms.join(' b ')} c canary-8Hq-other d`);
	expectNone(clean);
	expect(clean).toMatch(/^a •+ b .* c •+ d$/);
});

test('of a secret that begins with one of another case, nothing stays', () => {
	createVault().set('password', 'another-5Vt');
	createVault().set('password', 'another-5Vt-and-longer');
	expect(withoutAnySecret('x another-5Vt-and-longer y another-5Vt z')).toBe('x •••••• y •••••• z');
});

test('an error stays the one it is, and says nothing of a secret, in its stack and its causes neither', () => {
	class Own extends RangeError {}
	const error = new Own(`x ${canary}`, {cause: new TypeError(`y ${forms[1]}`, {cause: `z ${canary}`})});
	const clean = withoutSecrets(error) as Own;
	expect(clean).toBe(error);
	expect(clean).toBeInstanceOf(Own);
	expect(clean.message).toBe('x ••••••');
	const cause = clean.cause as TypeError;
	expect(cause).toBeInstanceOf(TypeError);
	expectNone([clean.stack, cause.message, cause.stack, String(cause.cause)].join('\n'));
});

test('whatever is thrown has words, and none of them is a secret', () => {
	const frozen = Object.freeze(new Error(`frozen ${canary}`));
	const hostile = {
		toString() {
			throw new Error(canary);
		},
	};
	for (const thrown of [undefined, null, 7, canary, {a: 1}, frozen, hostile, Object.create(null)]) {
		expectNone(wordsOf(thrown));
		const clean = withoutSecrets(thrown);
		expectNone(clean instanceof Error ? `${clean.message}\n${clean.stack}` : String(wordsOf(clean)));
	}
	const plain = new Error('nothing');
	const {stack} = plain;
	expect(withoutSecrets(plain)).toBe(plain);
	expect(plain.stack).toBe(stack);
});

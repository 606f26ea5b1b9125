import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {Ajv2020} from 'ajv/dist/2020.js';
import {describe, expect, it} from 'vitest';
import {readDocument} from '../../source/playbook/document.ts';
import {playbookSchema} from '../../source/playbook/schema.ts';
import {checks, knowledge} from './small-world.ts';

const schema = playbookSchema(checks, knowledge);
const validate = new Ajv2020({
	allErrors: true,
	strict: true,
	strictRequired: false,
	strictTypes: false,
}).compile(schema);
const ok = join(import.meta.dirname, 'ok');
const value = (source: string) => readDocument('x.yaml', source).document?.value;
const head = 'title: A\nabout: B\n';
const steps = 'steps: [{id: account, check: account.may-reset}]\n';

describe('playbookSchema', () => {
	it('is JSON Schema 2020-12', () => {
		expect(schema).toMatchObject({$schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object'});
	});

	it.each(readdirSync(ok))('accepts %s', file => {
		validate(value(readFileSync(join(ok, file), 'utf8')));
		expect(validate.errors).toBeNull();
	});

	it.each([
		['a missing title', steps],
		['an unknown key', `${head}${steps}step: []\n`],
		['an unknown check', `${head}steps: [{id: mx, check: dns.xm}]\n`],
		['an unknown parameter', `${head}steps: [{id: mx, check: dns.mx, with: {domain: a.example, x: 1}}]\n`],
		['a missing parameter', `${head}steps: [{id: mx, check: dns.mx}]\n`],
		[
			'a parameter of the wrong kind',
			`${head}steps: [{id: a, check: smtp.connect, with: {host: a.example, port: 70000}}]\n`,
		],
		[
			'a secret that is written down',
			`${head}steps: [{id: a, check: smtp.login, with: {host: a.example, user: a, password: hunter2}}]\n`,
		],
		['an input of two kinds', `${head}inputs: {a: {ask: A?, type: text, secret: true}}\n${steps}`],
		['an input of no kind', `${head}inputs: {a: {ask: A?}}\n${steps}`],
		['an unknown cause', `${head}${steps}diagnose: [{when: {account: not-allowed}, cause: mx.nul}]\n`],
		['a code that no check finds', `${head}${steps}diagnose: [{when: {account: x}, cause: mx.null}]\n`],
		['an unknown procedure', `${head}${steps}route: [{go: self-rest}]\n`],
		['an unknown state of the mail', `${head}${steps}route: [{when: {mail: brocken}, go: wait}]\n`],
	])('refuses %s', (_, source) => {
		expect(validate(value(source))).toBe(false);
	});

	it('tells an editor what each word means', () => {
		const text = JSON.stringify(schema);
		expect(text).toContain('{"const":"dns.mx","description":"Does the domain take mail?"}');
		expect(text).toContain('"description":"The recipient’s domain."');
		expect(text).toContain('{"const":"mx.null","description":"mx.null in plain words"}');
		expect(text).toContain('{"const":"self-reset","description":"To self-reset"}');
	});
});

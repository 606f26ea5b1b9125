import {expect, test} from 'vitest';
import {verificationOf, withoutSecrets} from '../../../source/core/explanation/verified.ts';
import type {Candidate, Reading} from '../../../source/core/verification.ts';

const candidate = (value: string, more: Partial<Candidate> = {}): Candidate => ({
	kind: 'code',
	value,
	score: 0.9,
	because: [],
	against: [],
	where: 'text',
	line: '',
	...more,
});

const reading = (more: Partial<Reading> = {}): Reading => {
	const chosen = candidate('482915');
	return {candidates: [chosen], chosen, lifetime: {seconds: 600, words: '10 minutes'}, ...more};
};

test('what was not chosen is told as open', () => {
	const {chosen: _, ...open} = reading();
	expect(verificationOf({...open, open: 'several'})).toMatchObject({
		kind: null,
		open: 'several',
		masked: null,
	});
	expect(verificationOf(reading())).toMatchObject({
		kind: 'code',
		open: null,
		masked: '48••••',
		validSeconds: 600,
	});
});

test('codes and links are hidden at any depth, and what is unlikely to be one is left', () => {
	const link = candidate('https://a.example/x?t=1', {kind: 'link'});
	const unlikely = candidate('2026', {score: 0.1});
	const told = {a: ['482915 or 2026', {b: 'see https://a.example/x?t=1'}], n: 482915, z: null};
	expect(withoutSecrets(told, reading({candidates: [link, unlikely]}))).toEqual({
		a: ['48•••• or 2026', {b: 'see https://a.example/••••'}],
		n: 482915,
		z: null,
	});
});

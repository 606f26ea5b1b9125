import {expect, test} from 'vitest';
import {openTalk} from '../../source/commands/talk.ts';

test('what is said while somebody types comes after the last answer, in its order', async () => {
	const said: string[] = [];
	const {say, hush} = openTalk({err: text => void said.push(text)});
	say('before');
	const first = Promise.withResolvers<string>();
	const second = Promise.withResolvers<string>();
	const typing = [hush(first.promise), hush(second.promise)];
	say('one');
	first.resolve('x');
	expect(await typing[0]).toBe('x');
	say('two');
	expect(said).toEqual(['before']);
	second.reject(new Error('the input ended'));
	await expect(typing[1]).rejects.toThrow('the input ended');
	say('after');
	expect(said).toEqual(['before', 'one', 'two', 'after']);
});

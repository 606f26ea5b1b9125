import {expect, test} from 'vitest';
import {start} from './pty.ts';

const enter = '\r';
const right = '\u001B[C';
const pageDown = '\u001B[6~';
const controlG = '\u0007';

test.each([
	[40, 10],
	[80, 24],
	[160, 50],
])(
	'a whole case in the guide, from what is wrong to checking again, by keys only, at %ix%i',
	async (columns, rows) => {
		const {child, until, exit, raw, state} = start(['--guide'], {columns, rows});
		await until(/▸ I forgot my password/);
		// What can be begun is read after the first frame, and the worlds of the lab come last.
		await until(/1 of 7|Show me an example/);
		child.write('G');
		await until(/▸ Show me an example/);
		child.write(enter);
		expect(await until(/▸ Show me what to do/)).toMatch(/✖ The mail service wants a separate/);

		child.write('j');
		await until(/▸ Why do you think so/);
		child.write(enter);
		await until(/Why we think so/);
		child.write(controlG);
		await until(/Login/);
		child.write(controlG);
		await until(/Why we think so/);
		child.write(enter);
		await until(/▸ Show me what to do/);

		child.write(enter);
		await until(/1 of 5/);
		child.write(enter);
		await until(/2 of 5/);
		child.write(right);
		await until(/3 of 5/);
		child.write(`${right}${right}${right}`);
		await until(/1 of 5 done/);
		child.write(enter);
		// Each answer stays as it was.
		for (let question = 1; question <= 8; question++) {
			await until(new RegExp(`${question} of about 8`));
			child.write(right);
		}
		// What is looked at again ends where the case stood.
		await until(/looked at again[\s\S]*▸ Show me what to do/);
		if (rows < 14) child.write(pageDown);
		expect((await until(/Looked at once/)).replaceAll(/\s+/g, ' ')).toContain('Looked at once more');

		child.write('q');
		const leaving = await until(/Leave now/);
		expect(leaving).toMatch(/lostmail case resume\s+[0-9a-f]{6}/);
		child.write('y');
		expect((await exit).exitCode).toBe(1);
		const last = raw().slice(raw().lastIndexOf('\u001B[?1049l'));
		expect(last).toContain('auth.app-password-needed');
		expect(last).toContain(state);
	},
	90_000,
);

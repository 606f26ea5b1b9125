import {createTransport} from 'nodemailer';
import {startProgram} from './program/lostmail.ts';
import {start} from './tui/pty.ts';

const stillClock = new URL('./still-clock.ts', import.meta.url).href;

/** What is different in every run, in as many characters. */
const steady = (screen: string): string => {
	const ids = new Map<string, string>();
	return screen
		.replaceAll(/\b\d\d:\d\d:\d\d\b/g, '09:41:00')
		.replaceAll(/(?<=│[ ▸]+)[0-9a-f]{6}(?= )/g, id => {
			const known = ids.get(id) ?? ['4f1c02', 'b83d9a', '07e6c5', 'd29f41'][ids.size] ?? 'c0ffee';
			ids.set(id, known);
			return known;
		});
};

const open = (args: readonly string[], state?: string) =>
	start(args, {
		env: {
			NODE_OPTIONS: `--import=${stillClock}`,
			TZ: 'UTC',
			...(state === undefined ? {} : {XDG_STATE_HOME: state, XDG_DATA_HOME: state}),
		},
	});

type Opened = ReturnType<typeof open>;

/** The screen as it stands, and the program ended. */
const taken = async (opened: Opened): Promise<string> => {
	// What is half written is no picture.
	await opened.when(() => opened.raw().endsWith('\u001B[?2026l'));
	const screen = opened
		.screen()
		.split('\n')
		.map(row => row.trimEnd())
		.join('\n')
		.trimEnd();
	opened.child.kill('SIGTERM');
	await opened.exit;
	return steady(screen);
};

const demo = async (): Promise<string> => {
	const opened = open(['demo']);
	await opened.until(/auth\.app-password-needed[\s\S]*quit/);
	return taken(opened);
};

const guide = async (): Promise<string> => {
	const opened = open(['run', 'tos-verification-code', '--guide']);
	await opened.until(/Who can still log in/);
	return taken(opened);
};

/** Each case is left on disk by a console of its own. */
const cases = async (): Promise<string> => {
	let state: string | undefined;
	for (const [scenario, verdict] of [
		['wrong-password', /auth\.wrong-credentials/],
		['healthy', /Nothing found that would stop/],
		['app-password-needed', /auth\.app-password-needed/],
	] as const) {
		const opened = open(['demo', scenario], state);
		state ??= opened.state;
		await opened.until(verdict);
		opened.child.write('q');
		await opened.exit;
	}
	const home = open([], state);
	await home.until(/All cases \(3\)[\s\S]*The lab: \d+ worlds/);
	home.child.write('c');
	await home.until(/cases on disk[\s\S]*quit/);
	return taken(home);
};

const codeFor = (code: string) => ({
	from: 'nas@home-mail.test',
	to: 'user@example.org',
	subject: 'Your verification code',
	text: `Your verification code is ${code}. It is valid for 10 minutes.`,
});

/** A device sends a code, does not trust the certificate, and sends another code. */
const sink = async (): Promise<string> => {
	const opened = open(['sink', '--store', ':memory:', '--port', '0/starttls', '--port', '0/implicit']);
	const [, plain = '', tls = ''] =
		/sink (\d+) .*? (\d+) TLS/.exec(await opened.until(/Nothing has come yet/)) ?? [];
	const device = createTransport({host: '127.0.0.1', port: Number(plain), ignoreTLS: true, name: 'nas'});
	await device.sendMail(codeFor('730164'));
	await opened.until(/730 ?164/);
	await startProgram('openssl', ['s_client', '-verify_return_error', '-connect', `127.0.0.1:${tls}`]).ended;
	await opened.until(/TLS failed/);
	await device.sendMail(codeFor('482915'));
	await opened.until(/superseded[\s\S]*482 ?915|482 ?915[\s\S]*superseded/);
	const picture = await taken(opened);
	return picture.replace(plain, '52525').replace(tls, '52465');
};

/** How each picture of the README is taken, by the words of its mark: in the built program, in a terminal of 80x24. */
export const pictures: Readonly<Record<string, () => Promise<string>>> = {
	'lostmail demo': demo,
	'lostmail run tos-verification-code --guide': guide,
	'lostmail, then c': cases,
	'lostmail sink': sink,
};

const marked = /(<!-- screen: (.+?), 80x24 -->\n```text\n)[\s\S]*?(\n```\n<!-- \/screen -->)/g;

/** A text with its pictures taken anew. */
export const withPictures = async (text: string): Promise<string> => {
	const fresh = new Map<string, string>();
	for (const [, , name = ''] of text.matchAll(marked)) {
		const take = pictures[name];
		if (!take) throw new Error(`nobody knows how the picture "${name}" is taken`);
		fresh.set(name, await take());
	}
	return text.replaceAll(
		marked,
		(_whole, before: string, name: string, after: string) => before + fresh.get(name) + after,
	);
};

import {type ChildProcess, spawn} from 'node:child_process';
import type {Guard} from '../../tui/console.tsx';

/** The descriptors of the terminal that the console is on. */
const [keyboard, screen] = [0, 1];

/** What takes back what the console does to a terminal, whatever was being written when it ended. */
const restoring = String.raw`\033\\\033[?2026l\033[?2004l\033[0m\033[?7h\033[?1049l\033[?25h`;

const farewell =
	'lostmail was killed, and the terminal is given back. A case that ran is on disk: lostmail case list';

/**
 * Hears on its standard input whether the screen is ours, and wakes when nobody holds the other end any more. Only a
 * process that had no time to say goodbye leaves the screen behind as its own: then it is given back, and so are the
 * settings of the terminal, unless somebody else has changed them since.
 */
const script = `
trap '' HUP INT QUIT TERM TSTP TTIN TTOU
ours=$(stty -g <&3 2>/dev/null)
state=
while read -r word; do state=$word; done
[ "$state" = up ] || exit 0
printf '${restoring}${farewell}\\r\\n'
[ -n "$1" ] && [ "$(stty -g <&3 2>/dev/null)" = "$ours" ] && stty "$1" <&3 2>/dev/null
exit 0
`;

/**
 * Looks after the terminal for the case that this process is killed. It costs one small process that sleeps, begun after
 * the first frame; where there is no `sh`, or no `stty`, there is none.
 */
export const openGuard = (): Guard => {
	if (process.platform === 'win32') return noGuard;
	const settings = settingsOf();
	let saved = '';
	let watcher: ChildProcess | undefined;
	const say = (word: string) => {
		if (watcher?.stdin?.writable) watcher.stdin.write(`${word}\n`);
	};
	return {
		ready: settings.then(found => {
			saved = found;
		}),
		up() {
			watcher ??= watch(saved);
			say('up');
		},
		down: () => say('down'),
		end() {
			say('down');
			watcher?.stdin?.end();
		},
	};
};

const noGuard: Guard = {
	ready: Promise.resolve(),
	up: () => undefined,
	down: () => undefined,
	end: () => undefined,
};

/** How the terminal is set, as `stty` takes it; empty where nobody tells. */
const settingsOf = async (): Promise<string> => {
	const asked = spawn('stty', ['-g'], {stdio: [keyboard, 'pipe', 'ignore']});
	let said = '';
	asked.stdout?.setEncoding('latin1').on('data', (text: string) => {
		said += text;
	});
	return new Promise(resolve => {
		asked.once('error', () => resolve(''));
		asked.once('close', code => resolve(code === 0 && /^[\w:=]+\n?$/.test(said) ? said.trim() : ''));
	});
};

/** In a session of its own: whoever ends our job, or hangs up, does not end it before its time. */
const watch = (saved: string): ChildProcess => {
	const watcher = spawn('sh', ['-c', script, 'lostmail-terminal', saved], {
		stdio: ['pipe', screen, 'ignore', keyboard],
		detached: true,
	});
	watcher.on('error', () => undefined);
	watcher.stdin?.on('error', () => undefined);
	watcher.unref();
	return watcher;
};

// Loaded into the built program by `node --import`: what SIGUSR2 provokes in it, the environment says.
import {writeFileSync} from 'node:fs';
import process from 'node:process';

const {
	LOSTMAIL_TEST_PID: pidFile,
	LOSTMAIL_TEST_PROVOKE: what = '',
	LOSTMAIL_TEST_SAYS: says = 'provoked for a test',
} = process.env;

const boom = () => new Error(says);

/** The next calls of a function that everything goes through throw: React tries a component that threw once more. */
const breakFor = (times: number, holder: object, name: string) => {
	const whole = Reflect.get(holder, name) as unknown;
	let left = times;
	Reflect.set(holder, name, () => {
		left--;
		if (left === 0) Reflect.set(holder, name, whole);
		throw boom();
	});
};

const provocations: Readonly<Record<string, () => void>> = {
	timer: () =>
		setTimeout(() => {
			throw boom();
		}, 0),
	rejection: () => void Promise.reject(boom()),
	exit: () => process.exit(3),
	// What is typed is taken apart by it.
	key: () => breakFor(1, Intl.Segmenter.prototype, 'segment'),
	// The list is filtered by it, while a component is rendered.
	component: () => breakFor(4, String.prototype, 'toLowerCase'),
	layout: () => {
		const {columns} = process.stdout;
		Object.defineProperty(process.stdout, 'columns', {
			configurable: true,
			get() {
				Object.defineProperty(process.stdout, 'columns', {value: columns, writable: true});
				throw boom();
			},
		});
		process.stdout.emit('resize');
	},
	stdin: () => void process.stdin.destroy(),
	stdout: () => process.stdout.emit('error', Object.assign(new Error('write EIO'), {code: 'EIO'})),
	// Whoever hangs up says so by a signal; without it, the terminal is just gone.
	deaf: () => void process.removeAllListeners('SIGHUP').on('SIGHUP', () => {}),
};

if (pidFile) writeFileSync(pidFile, String(process.pid));
process.on('SIGUSR2', () => {
	process.stderr.write('\u001B]0;provoked\u0007');
	provocations[what]?.();
});

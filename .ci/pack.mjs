// `npm pack` ships what esbuild has bundled, so that installing it fetches nothing. For as long as npm packs,
// package.json holds only what whoever installs it needs; `.package.json` is the original, byte for byte.
import {execFileSync, spawn} from 'node:child_process';
import {existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';

process.chdir(path.join(import.meta.dirname, '..'));
const [manifest, original] = ['package.json', '.package.json'];

const restore = () => {
	if (existsSync(original)) renameSync(original, manifest);
};

const shipped = [
	'name',
	'version',
	'description',
	'keywords',
	'license',
	'author',
	'repository',
	'type',
	'bin',
	'files',
	'engines',
];

/** The licence texts of what is bundled: every package of the lockfile that is neither a tool nor optional. */
const notices = () => {
	const {packages} = JSON.parse(readFileSync('package-lock.json', 'utf8'));
	return Object.entries(packages)
		.filter(([folder, {dev, optional}]) => folder !== '' && !dev && !optional)
		.map(([folder, {version, license}]) => {
			const file = readdirSync(folder).find(name => /^licen[cs]e/i.test(name));
			const terms = file ? readFileSync(path.join(folder, file), 'utf8') : license;
			return `${folder.replace(/^.*node_modules\//, '')} ${version}\n\n${terms}\n`;
		})
		.join(`\n${'='.repeat(80)}\n\n`);
};

const strip = () => {
	// Left behind by a pack that was interrupted.
	restore();
	rmSync('dist', {recursive: true, force: true});
	execFileSync('npm', ['run', '--silent', 'build'], {stdio: 'inherit', shell: process.platform === 'win32'});
	writeFileSync('dist/THIRD-PARTY.txt', notices());
	const text = readFileSync(manifest, 'utf8');
	const whole = JSON.parse(text);
	const kept = Object.fromEntries(shipped.filter(key => key in whole).map(key => [key, whole[key]]));
	spawn(process.execPath, [import.meta.filename, 'guard', String(npmProcess())], {
		detached: true,
		stdio: 'ignore',
	}).unref();
	// The copy is whole before the manifest changes: at no moment is the original nowhere.
	writeFileSync(`${original}.new`, text);
	renameSync(`${original}.new`, original);
	writeFileSync(manifest, `${JSON.stringify(kept, undefined, '\t')}\n`);
};

/** npm starts this script through a shell: the shell's parent is npm. Windows is not asked: there, 0. */
const npmProcess = () => {
	if (process.platform === 'win32') return 0;
	const ask = (pid, what) => execFileSync('ps', ['-o', `${what}=`, '-p', String(pid)], {encoding: 'utf8'}).trim();
	try {
		return /(^|\/)-?(ba|da|z|k)?sh$/.test(ask(process.ppid, 'comm')) ? Number(ask(process.ppid, 'ppid')) : process.ppid;
	} catch {
		return 0;
	}
};

/** npm leaves `postpack` out when it cannot write the package or is killed: then the original comes back from here. */
const guard = async npm => {
	const isAlive = () => {
		try {
			return process.kill(npm, 0);
		} catch {
			return false;
		}
	};
	if (!(npm > 1)) return;
	const end = Date.now() + 10 * 60_000;
	while (Date.now() < end && isAlive()) await wait(50);
	restore();
};

const [, , task, argument] = process.argv;
if (task === 'strip') strip();
else if (task === 'restore') restore();
else if (task === 'guard') await guard(Number(argument));
else throw new Error(`expected strip, restore or guard; got ${task}`);

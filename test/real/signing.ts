import {execFile} from 'node:child_process';
import {mkdtemp, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {promisify} from 'node:util';

const execute = promisify(execFile);

/** How a zone is signed; the DS record is what the parent zone or a resolver has to know. */
export type Signing = {
	readonly algorithm?: 'ECDSAP256SHA256' | 'RSASHA1_NSEC3';
	readonly denial?: 'nsec' | 'nsec3';
	readonly validity?: 'now' | 'over';
};

/** Makes a key for a zone (ldns-keygen): its file without ending, and its DS record. */
export const createKey = async (
	folder: string,
	zone: string,
	{algorithm = 'ECDSAP256SHA256'}: Signing = {},
): Promise<{readonly file: string; readonly ds: string}> => {
	const cwd = await mkdtemp(path.join(folder, 'key-'));
	const {stdout} = await execute('ldns-keygen', ['-k', '-a', algorithm, '-b', '2048', zone], {cwd});
	const file = path.join(cwd, stdout.trim());
	const ds = await readFile(`${file}.ds`, 'utf8');
	return {file, ds: ds.trim().replaceAll('\t', ' ')};
};

/** A zone file with its signatures (ldns-signzone), and the DS record of the key. */
export const signZone = async (
	folder: string,
	zone: string,
	text: string,
	signing: Signing = {},
): Promise<{readonly text: string; readonly ds: string}> => {
	const {file, ds} = await createKey(folder, zone, signing);
	const [plain, signed] = [`${file}.plain`, `${file}.signed`];
	await writeFile(plain, text);
	await execute('ldns-signzone', [
		...(signing.denial === 'nsec3' ? ['-n', '-t', '0'] : []),
		...(signing.validity === 'over' ? ['-i', '20250101', '-e', '20250201'] : []),
		'-o',
		zone,
		'-f',
		signed,
		plain,
		file,
	]);
	return {text: await readFile(signed, 'utf8'), ds};
};

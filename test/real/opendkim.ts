import {execFile} from 'node:child_process';
import {createPublicKey, generateKeyPairSync} from 'node:crypto';
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {promisify} from 'node:util';

const execute = promisify(execFile);

/** Signs messages of a domain with OpenDKIM; `record` is what the domain has to publish at `selector._domainkey`. */
export const openDkim = async (
	folder: string,
	{domain, selector}: {readonly domain: string; readonly selector: string},
): Promise<{readonly record: string; sign(message: string): Promise<string>}> => {
	await mkdir(folder, {recursive: true});
	const {privateKey} = generateKeyPairSync('rsa', {modulusLength: 2048});
	const key = path.join(folder, 'key.pem');
	await writeFile(key, privateKey.export({type: 'pkcs1', format: 'pem'}), {mode: 0o600});
	const settings = path.join(folder, 'opendkim.conf');
	await writeFile(
		settings,
		[
			'Mode s',
			`Domain ${domain}`,
			`Selector ${selector}`,
			`KeyFile ${key}`,
			'Canonicalization relaxed/relaxed',
			'SignatureAlgorithm rsa-sha256',
			'InternalHosts 0.0.0.0/0',
			'RequireSafeKeys no',
			'',
		].join('\n'),
	);
	const published = createPublicKey(privateKey).export({type: 'spki', format: 'der'}).toString('base64');
	let messages = 0;
	return {
		record: `v=DKIM1; k=rsa; p=${published}`,
		sign: async message => {
			messages += 1;
			const file = path.join(folder, `${messages}.eml`);
			await writeFile(file, message);
			const {stdout, stderr} = await execute('/usr/sbin/opendkim', ['-x', settings, '-vvv', '-t', file]);
			const [, value] =
				/INSHEADER: idx=0 hname='DKIM-Signature' hvalue='([^']*)'/.exec(stdout + stderr) ?? [];
			if (value === undefined) throw new Error(`OpenDKIM did not sign: ${stdout}${stderr}`);
			return `DKIM-Signature: ${value.replaceAll(/\r?\n/g, '\r\n')}\r\n${message}`;
		},
	};
};

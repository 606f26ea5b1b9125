import {execFile} from 'node:child_process';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {promisify} from 'node:util';
import type {Identity} from '../../source/lab/certificates.ts';

/**
 * A certificate as an administrator installs it who forgets half of it: signed by an intermediate authority that the
 * server does not send, and that the certificate itself says where to fetch (RFC 5280 section 4.2.2.1). `root` is what
 * a client trusts, PEM.
 */
export const issueWithoutIssuer = async (
	folder: string,
	{name, issuerAt}: {readonly name: string; readonly issuerAt: string},
): Promise<Identity & {readonly root: string}> => {
	await mkdir(folder, {mode: 0o755});
	const openssl = (...args: readonly string[]) => promisify(execFile)('openssl', args, {cwd: folder});
	const read = (file: string) => readFile(path.join(folder, file), 'utf8');
	await writeFile(path.join(folder, 'openssl.cnf'), '[req]\ndistinguished_name = name\n[name]\n');
	const keyOf = (file: string) => [
		'-newkey',
		'ec',
		'-pkeyopt',
		'ec_paramgen_curve:P-256',
		'-nodes',
		'-keyout',
		`${file}.key`,
		'-out',
		`${file}.pem`,
	];
	const authority = [
		'-addext',
		'basicConstraints=critical,CA:TRUE',
		'-addext',
		'keyUsage=critical,keyCertSign',
	];
	const issue = (file: string, subject: string, ...more: readonly string[]) =>
		openssl(
			'req',
			'-x509',
			'-config',
			'openssl.cnf',
			'-days',
			'200',
			'-subj',
			`/CN=${subject}`,
			...keyOf(file),
			...more,
		);
	await issue('root', 'Root Authority', ...authority);
	const by = (issuer: string) => ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`];
	await issue('intermediate', 'Intermediate Authority', ...by('root'), ...authority);
	await issue(
		'server',
		name,
		...by('intermediate'),
		'-addext',
		`subjectAltName=DNS:${name}`,
		'-addext',
		'extendedKeyUsage=serverAuth',
		'-addext',
		`authorityInfoAccess=caIssuers;URI:${issuerAt}`,
	);
	return {
		key: await read('server.key'),
		cert: await read('server.pem'),
		root: await read('root.pem'),
	};
};

import {z} from 'zod';
import {defineCheck, ok, unknown, warning} from '../../core/check.ts';
import {host, text} from '../../core/value.ts';

/** Providers whose servers state that the sender must equal the login (NetEase, Tencent, Aliyun). */
const strict = /(?:^|\.)(?:163\.com|126\.com|yeah\.net|qq\.com|aliyun\.com)$/i;

export default defineCheck({
	id: 'settings.sender',
	title: 'Sender fits login',
	about: 'Compares the sender address with the login name.',
	hop: 'settings',

	params: z.strictObject({
		host: host().optional().describe('The submission server.'),
		user: text().optional().describe('The login name.'),
		from: text().optional().describe('The sender address that the device uses.'),
	}),

	findings: {
		same: ok('The sender address is the login.'),
		'no-login': ok('The device sends as {from}, without a login.'),
		'not-an-address': ok('The login is a name, not an address; the sender is {from}.'),
		different: warning('The sender {from} differs from the login {user}; many providers refuse that.'),
		'must-match': warning(
			'{host} is known to accept only the login {user} as sender, and the device uses {from}.',
		),
		'not-told': unknown('No login and sender address were told that could be compared.'),
	},

	async run({params: {host: server = '', user, from}, found}) {
		if (user === undefined || !from) return found('not-told', {});
		if (user === '') return found('no-login', {from});
		if (user.toLowerCase() === from.toLowerCase()) return found('same', {user, from});
		if (!user.includes('@')) return found('not-an-address', {user, from});
		return strict.test(server)
			? found('must-match', {host: server, user, from})
			: found('different', {user, from});
	},
});

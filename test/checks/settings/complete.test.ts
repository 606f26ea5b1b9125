import complete from '../../../source/checks/settings/complete.ts';
import {describeCheck} from '../taped.ts';

const all = {host: 'smtp.provider.test', port: 587, security: 'starttls', from: 'nas@home.test'};

describeCheck(complete, all, [
	{finds: 'complete', when: {params: {configured: 'yes'}}},
	{
		finds: 'complete',
		when: {},
		says: 'Server, port, encryption and sender are all filled in.',
	},
	{finds: 'not-set-up', when: {params: {configured: 'no'}}},
	{
		finds: 'incomplete',
		when: {params: {host: '', from: ''}},
		says: 'The mail settings lack the server (SMTP host), the sender address.',
	},
	{
		finds: 'not-told',
		when: {params: {port: undefined}},
		says: 'Nobody could read these mail settings: the port.',
	},
]);

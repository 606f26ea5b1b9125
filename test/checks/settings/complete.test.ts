import complete from '../../../source/checks/settings/complete.ts';
import {describeCheck} from '../taped.ts';

const all = {host: 'smtp.provider.test', port: 587, security: 'starttls', user: 'nas', from: 'nas@home.test'};

describeCheck(complete, all, [
	{finds: 'complete', when: {params: {configured: 'yes'}}},
	{finds: 'complete', when: {}},
	{finds: 'not-set-up', when: {params: {configured: 'no'}}},
	{
		finds: 'incomplete',
		when: {params: {host: '', from: '', user: undefined}},
		says: 'The mail settings lack the server (SMTP host), the sender address.',
	},
	{
		finds: 'not-told',
		when: {params: {port: undefined}},
		says: 'Nobody could read these mail settings: the port.',
	},
]);

import portTls from '../../../source/checks/settings/port-tls.ts';
import {describeCheck} from '../taped.ts';

describeCheck(portTls, {}, [
	{finds: 'fits', when: {params: {port: '465', security: 'implicit'}}},
	{finds: 'fits', when: {params: {port: 587, security: 'starttls'}}},
	{
		finds: 'likely-mismatch',
		when: {params: {port: 465, security: 'starttls'}},
		says: 'Port 465 usually takes SSL/TLS from the start, and the device is set to STARTTLS.',
	},
	{finds: 'unencrypted', when: {params: {port: 25, security: 'none'}}},
	{finds: 'unusual-port', when: {params: {port: 8025, security: 'starttls'}}},
	{finds: 'not-told', when: {params: {port: 25}}},
	{finds: 'not-told', when: {params: {security: 'none'}}},
]);

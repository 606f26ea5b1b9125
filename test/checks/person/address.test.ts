import address from '../../../source/checks/person/address.ts';
import {describeCheck} from '../taped.ts';

describeCheck(address, {address: 'person@mailbox.test'}, [
	{finds: 'current', when: {params: {state: 'current'}}, facts: {to: 'person@mailbox.test'}},
	{finds: 'outdated', when: {params: {state: 'outdated'}}},
	{finds: 'missing', when: {params: {state: 'missing', address: undefined}}},
	{finds: 'not-known', when: {}},
]);

import gate from '../../../source/checks/person/gate.ts';
import {describeCheck} from '../taped.ts';

describeCheck(gate, {}, [
	{finds: 'open', when: {params: {account: 'user', gate: 'on'}}},
	{finds: 'open', when: {params: {gate: 'on'}}},
	{finds: 'not-needed', when: {params: {account: 'super-user', gate: 'off'}}},
	{finds: 'closed', when: {params: {account: 'user', gate: 'off'}}},
	{finds: 'not-stated', when: {params: {account: 'administrator', gate: 'off'}}},
	{finds: 'depends-on-account', when: {params: {gate: 'off'}}},
	{finds: 'not-known', when: {params: {account: 'user'}}},
]);

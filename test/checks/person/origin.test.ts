import origin from '../../../source/checks/person/origin.ts';
import {describeCheck} from '../taped.ts';

describeCheck(origin, {}, [
	{finds: 'local', when: {params: {origin: 'device'}}},
	{finds: 'directory', when: {params: {origin: 'directory'}}},
	{finds: 'not-known', when: {}},
]);

import junk from '../../../source/checks/person/junk.ts';
import {describeCheck} from '../taped.ts';

describeCheck(junk, {}, [
	{finds: 'in-junk', when: {params: {junk: 'found'}}},
	{finds: 'not-there', when: {params: {junk: 'nothing'}}},
	{finds: 'not-looked', when: {params: {junk: 'not-looked'}}},
	{finds: 'not-looked', when: {}},
]);

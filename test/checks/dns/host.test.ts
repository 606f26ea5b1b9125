import hostCheck from '../../../source/checks/dns/host.ts';
import {waySays} from '../said.ts';
import {describeCheck, type When} from '../taped.ts';

const name = 'smtp.provider.test';
const unknownHere = {[`${name} A system`]: 'no-such-name', [`${name} AAAA system`]: 'no-such-name'} as const;
const noName = {[`${name} A`]: 'no-such-name', [`${name} AAAA`]: 'no-such-name'} as const;
const noData = {[`${name} A`]: 'no-data', [`${name} AAAA`]: 'no-data'} as const;
const noAlias = {[`${name} CNAME`]: 'no-such-name', ...unknownHere} as const;
const alias = {[`${name} CNAME`]: ['gone.test'], ...unknownHere} as const;

describeCheck(
	hostCheck,
	{host: name},
	[
		{
			finds: 'resolves',
			when: {dns: {[`${name} A`]: ['192.0.2.1', '192.0.2.2'], [`${name} AAAA`]: ['2001:db8::1']}},
			says: 'smtp.provider.test is 192.0.2.1, 192.0.2.2, 2001:db8::1.',
		},
		{finds: 'resolves', when: {dns: {[`${name} A`]: ['192.0.2.1'], [`${name} AAAA`]: 'timeout'}}},
		{finds: 'resolves', when: {dns: {[`${name} A`]: 'no-data', [`${name} AAAA`]: ['2001:db8::1']}}},
		{finds: 'is-address', when: {params: {host: '192.0.2.1'}}},
		{finds: 'is-address', when: {params: {host: '2001:db8::1'}}},
		{
			finds: 'hosts-file',
			when: {
				dns: {
					[`${name} A`]: 'no-such-name',
					[`${name} AAAA`]: 'no-such-name',
					[`${name} A system`]: ['10.0.0.7'],
					[`${name} AAAA system`]: 'no-data',
				},
			},
			facts: {addresses: '10.0.0.7'},
		},
		{
			finds: 'hosts-file',
			when: {
				dns: {
					[`${name} A`]: 'no-data',
					[`${name} AAAA`]: 'no-data',
					[`${name} A system`]: 'no-data',
					[`${name} AAAA system`]: ['fd00::7'],
				},
			},
		},
		{finds: 'not-found', when: {dns: {...noName, ...noAlias}}},
		{finds: 'not-found', when: {dns: {...noName, [`${name} CNAME`]: 'no-such-name'}}},
		{finds: 'no-address', when: {dns: {...noData, ...noAlias, [`${name} CNAME`]: 'no-data'}}},
		{finds: 'no-address', when: {dns: {...noData, ...noAlias, [`${name} AAAA`]: 'no-such-name'}}},
		{
			finds: 'dangling-alias',
			when: {dns: {...noName, ...alias}},
			says: 'smtp.provider.test is an alias of gone.test, which has no address.',
		},
		{finds: 'dangling-alias', when: {dns: {...noData, ...alias}}},
		{finds: 'unanswered', when: {dns: {...noName, ...unknownHere, [`${name} CNAME`]: 'timeout'}}},
		{finds: 'unanswered', when: {dns: {[`${name} A`]: 'no-data', [`${name} AAAA`]: 'timeout'}}},
	],
	Object.fromEntries(
		[...waySays, 'malformed' as const, 'bad-name' as const].flatMap(code =>
			(['no-data', 'no-such-name', code] as const)
				.flatMap(
					(other): Array<[string, When]> => [
						[`A ${code}, AAAA ${other}`, {dns: {[`${name} A`]: code, [`${name} AAAA`]: other}}],
						[`A ${other}, AAAA ${code}`, {dns: {[`${name} A`]: other, [`${name} AAAA`]: code}}],
					],
				)
				.concat([
					[`CNAME ${code} without a name`, {dns: {...noName, ...unknownHere, [`${name} CNAME`]: code}}],
					[`CNAME ${code} without data`, {dns: {...noData, ...unknownHere, [`${name} CNAME`]: code}}],
				]),
		),
	),
);

import {readFileSync} from 'node:fs';
import {registerHooks} from 'node:module';

/** What the build puts in the place of a package is there in tests as well: what is tested is what ships. */
const root = new URL('../../', import.meta.url);
const {scripts} = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
	readonly scripts: {readonly build: string};
};
const standIns = new Map(
	[...scripts.build.matchAll(/--alias:([^ =]+)=(\S+)/g)].map(([, name = '', file = '']) => [
		name,
		new URL(file, root).href,
	]),
);
if (standIns.size === 0) throw new Error('the build puts nothing in the place of a package any more');

registerHooks({
	resolve: (specifier, context, next) => {
		const url = standIns.get(specifier);
		return url === undefined ? next(specifier, context) : {url, shortCircuit: true};
	},
});

import type {Playbook} from '../../core/playbook.ts';
import {givenAnswers} from '../answers.ts';
import {type Beginning, ownPlaybook} from '../case/beginning.ts';
import {readKnowledge, readPlaybook} from '../house.ts';
import type {Io} from '../io.ts';
import {type RunOptions, reachabilityOf} from '../options.ts';
import {fillVault} from '../secrets.ts';

/** Reads all that a run starts with; whatever is wrong with it is told before anything is probed. */
export const prepareRun = async (name: string, options: RunOptions, io: Io): Promise<Prepared> => {
	const knowledge = await readKnowledge();
	const playbook = await readPlaybook(name, knowledge);
	const given = await givenAnswers(playbook, options, io);
	const reach = reachabilityOf(options);
	const config = await configOf(options, playbook, io);
	const vault = await fillVault(options.secret, secretsOf(playbook), io);
	const answers = {...given, ...config?.fill({playbook, given, vault}, io)};
	const playbookFile = ownPlaybook(name);
	const own = playbookFile === undefined ? {} : {playbookFile};
	return {playbook, knowledge, reach, answers, vault, options, ...own};
};

/** The settings of `--from-config`, read before anybody is asked for a secret. */
const configOf = async ({fromConfig, inputs}: RunOptions, playbook: Playbook, io: Io) => {
	if (fromConfig === undefined) return undefined;
	const {readConfig} = await import('../from-config.ts');
	return readConfig({named: fromConfig, isStdinTaken: inputs === '-'}, playbook, io);
};

export type Prepared = Beginning & {
	readonly options: Pick<RunOptions, 'json' | 'report' | 'output' | 'record' | 'ascii' | 'unicode'>;
};

export const secretsOf = ({inputs}: Playbook): readonly string[] =>
	inputs.filter(({kind}) => kind === 'secret').map(({name}) => name);

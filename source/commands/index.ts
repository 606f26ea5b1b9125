// Written by `npm run generate`: one line for each command in this folder.
import caseCommand from './case.ts';
import check from './check.ts';
import type {Command} from './command.ts';
import console from './console.ts';
import demo from './demo.ts';
import explain from './explain.ts';
import lab from './lab.ts';
import playbook from './playbook.ts';
import run from './run.ts';
import sink from './sink.ts';

export const commands: readonly Command[] = [
	caseCommand,
	check,
	console,
	demo,
	explain,
	lab,
	playbook,
	run,
	sink,
];

/** What survives a round trip through JSON: all that questions, answers, facts and events are made of. */
export type Json =
	| string
	| number
	| boolean
	| null
	| readonly Json[]
	| {readonly [key: string]: Json | undefined};

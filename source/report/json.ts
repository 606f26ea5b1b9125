import {outcomeOf} from '../core/outcome.ts';
import {printableJson} from '../core/printable.ts';
import type {Reporter} from '../core/reporter.ts';

export const json: Reporter = {
	name: 'json',
	about: 'The whole result as one JSON document, when the case is closed.',
	report: (event, after, explain) =>
		event.type === 'case.closed' ? `${printableJson(outcomeOf(after, explain), 2)}\n` : '',
};

import type {Event} from '../core/event.ts';
import {printableJson} from '../core/printable.ts';
import type {Reporter} from '../core/reporter.ts';

export const ndjson = {
	name: 'ndjson',
	about: 'Every event as one line of JSON. This is also what a recording is.',
	report: (event: Event) => `${printableJson(event)}\n`,
} satisfies Reporter;

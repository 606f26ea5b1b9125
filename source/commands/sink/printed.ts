import {printable, printableJson, printableLines} from '../../core/printable.ts';
import type {Archive} from '../../sink/store.ts';
import type {PrintKind} from './print-kinds.ts';
import {type Read, textOf} from './read.ts';

/** What was asked for of a message, and nothing else; safe to print, with a line feed at its end. */
export const printed = async (message: Read, kind: PrintKind, archive: Archive): Promise<string> => {
	switch (kind) {
		case 'code':
		case 'link':
			return `${printable(message.reading.chosen?.value ?? '')}\n`;
		case 'id':
			return `m${message.id}\n`;
		case 'text':
			return `${printableLines(await textOf(archive, message.id)).trimEnd()}\n`;
		case 'json':
			return `${printableJson(message)}\n`;
	}
};

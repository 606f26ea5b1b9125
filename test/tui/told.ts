import type {Line} from '../../source/tui/text.ts';

/** What rows say, without their tones. */
export const toldBy = (lines: readonly Line[]): string =>
	lines.map(line => line.map(({text}) => text).join('')).join('\n');

import {expect, test} from 'vitest';
import {noCase} from '../../../source/core/case.ts';
import {unicodeTheme} from '../../../source/tui/theme.ts';
import {diagnosisLines} from '../../../source/tui/views/diagnosis-lines.ts';

test('a cause that stays open is told in words beside its name, and by its name alone where a case file has none', () => {
	const notRuledOut = [
		{
			cause: 'mx.under-way',
			because: ['search'],
			plain: 'The message is still on its way, and may yet arrive.',
		},
		{cause: 'mx.null', because: ['mx', 'bounce']},
	];
	const lines = diagnosisLines({...noCase, verdict: 'inconclusive', notRuledOut}, 76, unicodeTheme);
	const text = lines.map(line =>
		line
			.map(part => part.text)
			.join('')
			.trimEnd(),
	);
	expect(text).toContain('  ? The message is still on its way, and may yet arrive. mx.under-way');
	expect(text).toContain('    (search)');
	expect(text).toContain('  ? mx.null (mx, bounce)');
});

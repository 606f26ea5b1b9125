import type {SinkView} from '../host.ts';
import {blank, type Line, labelled, paragraph, span} from '../text.ts';

type Rows = SinkView['enter'];

/** What to enter, in two columns. */
export const enterLines = (rows: Rows, width: number): readonly Line[] => {
	const column = Math.min(16, Math.max(4, ...rows.map(({label}) => [...label].length)));
	return rows.flatMap(({label, value}) =>
		labelled(span(`  ${label.slice(0, column).padEnd(column)}  `, 'faint'), value, width, 'accent'),
	);
};

/** What to do so that something comes, and how to find back. */
export const beginLines = (
	{enter, reach, addresses, certificate}: SinkView,
	width: number,
): readonly Line[] => [
	...paragraph(
		'First write down the mail settings that the device has now: they are to be put back.',
		width,
		'strong',
	),
	blank,
	[span('Then enter on the device:')],
	...enterLines(enter, width),
	blank,
	...paragraph('Then ask for the code, or send a test mail.', width),
	...(reach === 'this-machine'
		? [
				blank,
				...paragraph(
					'Only this machine can reach this sink. For a device elsewhere in the network open the sink for this network.',
					width,
					'faint',
				),
			]
		: addresses.length > 1
			? [blank, ...labelled(span('Also at '), addresses.slice(1, 10).join(', '), width, 'faint')]
			: []),
	...(certificate === undefined
		? []
		: [blank, [span('Its certificate (SHA-256):', 'faint')], ...paragraph(certificate, width, 'faint')]),
];

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
	{enter, reach, addresses, certificate, trust, ofCase, misbehaves = []}: SinkView,
	width: number,
): readonly Line[] => {
	const named = new Set(enter.flatMap(({value}) => value.split(' or ')));
	const also = addresses.filter(address => !named.has(address)).slice(0, 10);
	return [
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
		...(reach === 'this-machine' && !ofCase
			? [
					blank,
					...paragraph(
						'Only this machine can reach this sink. For a device elsewhere open one with lostmail sink --lan, or on the first screen with "Catch mail from the whole network".',
						width,
						'faint',
					),
				]
			: also.length > 0
				? [blank, ...labelled(span('Also at '), also.join(', '), width, 'faint')]
				: []),
		...(misbehaves.length > 0
			? [
					blank,
					[span('It fails on purpose:', 'warning')],
					...misbehaves.flatMap(words => labelled(span('  '), words, width)),
				]
			: []),
		...(certificate === undefined
			? []
			: [blank, [span('Its certificate (SHA-256):', 'faint')], ...paragraph(certificate, width, 'faint')]),
		...(trust === undefined ? [] : paragraph(`If the device does not trust it: ${trust}.`, width, 'faint')),
	];
};

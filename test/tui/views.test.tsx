import {render} from 'ink-testing-library';
import {expect, test} from 'vitest';
import {themes} from '../../source/tui/theme.ts';
import {Header} from '../../source/tui/views/bars.tsx';

test('the header keeps the right end and cuts the title, whatever the width', () => {
	for (const width of [60, 80, 99]) {
		const {lastFrame, unmount} = render(
			<Header
				title={'Verification '.repeat(10)}
				right="question 2 of about 6"
				width={width}
				theme={themes.ascii}
			/>,
		);
		expect(lastFrame()).toMatch(/^ lostmail .*question 2 of about 6$/);
		expect(lastFrame()!.length).toBeLessThanOrEqual(width);
		unmount();
	}
});

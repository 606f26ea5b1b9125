import type {SinkReach} from '../../core/capture.ts';
import type {ConsoleHost, SinkDesk} from '../../tui/console.tsx';
import {sentence} from './sentence.ts';
import {
	closingLines,
	enterLines,
	messageLine,
	messageLines,
	newsOf,
	sinkOpening,
	type ToldSink,
} from './sink-lines.ts';
import type {LineTerminal, Typed} from './terminal.ts';

/** Messages that are read out at a time. */
const page = 10;

/** Opens a sink, tells what comes as it comes, and closes it when somebody goes. */
export const talkSink = async (
	host: Pick<ConsoleHost, 'openSink'>,
	reach: SinkReach,
	terminal: LineTerminal,
): Promise<'home' | 'leave'> => {
	let desk: SinkDesk;
	try {
		desk = await host.openSink(reach);
	} catch (error) {
		terminal.say([
			`The sink cannot be opened: ${sentence(error instanceof Error ? error.message : String(error))}`,
		]);
		return 'home';
	}
	try {
		terminal.say(sinkOpening(desk.snapshot()));
		return await listen(desk, terminal);
	} finally {
		terminal.say(closingLines(desk.snapshot()));
		await desk.close();
	}
};

const listen = async (desk: SinkDesk, terminal: LineTerminal): Promise<'home' | 'leave'> => {
	const over = Promise.withResolvers<'home' | 'leave'>();
	// What the archive held before is not told as if it came now.
	const {messages, sessions} = desk.snapshot();
	let told: ToldSink = {message: messages[0]?.message.id ?? 0, session: sessions[0]?.id ?? 0};
	const stop = desk.subscribe(() => {
		const news = newsOf(desk.snapshot(), told);
		told = news.told;
		terminal.say(news.lines);
	});
	try {
		return await terminal.during(over.promise, 'all', typed => {
			const wish = obey(typed, desk, terminal);
			if (wish !== 'stay') over.resolve(wish);
		});
	} finally {
		stop();
	}
};

const obey = (typed: Typed, desk: SinkDesk, terminal: LineTerminal): 'stay' | 'home' | 'leave' => {
	if (typed.is === 'ended') return 'leave';
	if (typed.is === 'interrupted') return 'home';
	const text = typed.text.trim().toLowerCase();
	const view = desk.snapshot();
	const caught = view.messages.find(({message}) => String(message.id) === text.replace(/^m/, ''));
	if (['<', 'back', 'close', 'q', 'leave'].includes(text)) return 'home';
	if (caught)
		desk.message(caught.message.id).then(
			message => terminal.say(messageLines(caught, message)),
			(error: unknown) =>
				terminal.say([
					`It cannot be read: ${sentence(error instanceof Error ? error.message : String(error))}`,
				]),
		);
	else if (text === 'l')
		terminal.say(
			view.messages.length === 0
				? ['No message has come yet.']
				: view.messages.slice(0, page).map(messageLine),
		);
	else if (text === 'e') terminal.say(enterLines(view));
	else
		terminal.say([
			`Listening; ${view.counts.messages === 0 ? 'no message has come yet' : `messages: ${view.counts.messages}`}. Type e for what to enter, l for the newest messages, a number for that message, < to close the sink.`,
		]);
	return 'stay';
};

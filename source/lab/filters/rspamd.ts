import type {IncomingMessage, RequestListener, ServerResponse} from 'node:http';
import {setTimeout as wait} from 'node:timers/promises';
import type {Judge} from './judge.ts';
import type {FilterSettings} from './settings.ts';

const most = 4_194_304;

/** Answers /checkv2 as rspamd does. */
export const rspamdListener =
	(settings: FilterSettings, judge: Judge): RequestListener =>
	(request, response) => {
		answer(request, response, settings, judge).catch(() => response.destroy());
	};

const answer = async (
	request: IncomingMessage,
	response: ServerResponse,
	settings: FilterSettings,
	judge: Judge,
): Promise<void> => {
	response.on('error', () => {});
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		length += chunk.length;
		if (length > most) throw new Error('too long');
		chunks.push(chunk);
	}
	await wait(settings.delay);
	if (settings.fault === 'garbage') {
		response.writeHead(200, {'content-type': 'text/html'}).end('<html>It works</html>');
		return;
	}
	const isAsked = request.method === 'POST' && request.url === '/checkv2';
	if (!isAsked || settings.fault === 'error') {
		const error = isAsked ? 'cannot process message' : 'invalid command';
		response.writeHead(500).end(JSON.stringify({error, error_domain: 'protocol-error'}));
		return;
	}
	const sender = request.headers['from'];
	const verdict = await verdictOn(Buffer.concat(chunks), sender, settings, judge);
	response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(verdict));
};

const verdictOn = async (
	octets: Buffer,
	sender: string | undefined,
	settings: FilterSettings,
	judge: Judge,
): Promise<object> => {
	const {threshold, reject, greylist, tells, fault} = settings;
	const base = {is_skipped: fault === 'skips', required_score: reject, messages: {}};
	if (fault === 'skips') return {...base, score: 0, action: 'no action', symbols: {}};
	const {score, fired} = await judge(octets, sender);
	return {
		...base,
		score,
		action: actionFor(score, settings),
		...(tells
			? {thresholds: {reject, 'add header': threshold, ...(greylist === undefined ? {} : {greylist})}}
			: {}),
		symbols: Object.fromEntries(
			fired.map(({name, score: points, says}) => [
				name,
				{name, score: points, metric_score: points, ...(says === undefined ? {} : {description: says})},
			]),
		),
	};
};

const actionFor = (score: number, {threshold, reject, greylist}: FilterSettings): string => {
	if (score >= reject) return 'reject';
	if (score >= threshold) return 'add header';
	return greylist !== undefined && score >= greylist ? 'greylist' : 'no action';
};

import type {Socket} from 'node:net';
import {setTimeout as wait} from 'node:timers/promises';
import type {Judge, Judged} from './judge.ts';
import type {FilterSettings} from './settings.ts';

const most = 4_194_304;

/** One conversation in the protocol of spamd. */
export const speakSpamd = (socket: Socket, settings: FilterSettings, judge: Judge): void => {
	const chunks: Buffer[] = [];
	let length = 0;
	socket.on('error', () => {});
	socket.on('data', (chunk: Buffer) => {
		length += chunk.length;
		if (length > most) socket.destroy();
		else chunks.push(chunk);
	});
	socket.on('end', () => {
		answerTo(Buffer.concat(chunks), settings, judge).then(
			answer => socket.end(answer),
			() => socket.destroy(),
		);
	});
};

const answerTo = async (asked: Buffer, settings: FilterSettings, judge: Judge): Promise<string> => {
	await wait(settings.delay);
	const end = asked.indexOf('\r\n\r\n');
	const [first = ''] = asked.subarray(0, Math.max(0, end)).toString('latin1').split('\r\n');
	if (settings.fault === 'garbage') return '220 mail.example.org ESMTP\r\n';
	if (settings.fault === 'error') return 'SPAMD/1.1 75 EX_TEMPFAIL\r\n\r\n';
	if (!/^REPORT SPAMC\/1\.\d$/.test(first)) return `SPAMD/1.0 76 Bad header line: ${first}\r\n`;
	const octets = asked.subarray(end + 4);
	const judged = settings.fault === 'skips' ? {score: 0, fired: []} : await judge(octets);
	const body = reportOf(judged, settings);
	const verdict = judged.score >= settings.threshold ? 'True' : 'False';
	return [
		'SPAMD/1.1 0 EX_OK',
		`Content-length: ${Buffer.byteLength(body)}`,
		...(settings.fault === 'skips'
			? []
			: [`Spam: ${verdict} ; ${judged.score.toFixed(1)} / ${settings.threshold.toFixed(1)}`]),
		'',
		body,
	].join('\r\n');
};

const reportOf = ({score, fired}: Judged, {threshold}: FilterSettings): string =>
	[
		'Spam detection software, running on the system "lab", has looked at this message.',
		'',
		`Content analysis details:   (${score.toFixed(1)} points, ${threshold.toFixed(1)} required)`,
		'',
		' pts rule name              description',
		'---- ---------------------- --------------------------------------------------',
		...fired.map(
			rule =>
				`${rule.score.toFixed(1).padStart(4)} ${rule.name.padEnd(22)} ${rule.says ?? 'No description available.'}`,
		),
		'',
		'',
	].join('\r\n');

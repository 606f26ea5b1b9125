import type {
	SinkEnd,
	SinkLogin,
	SinkOddity,
	SinkPlace,
	SinkRefusal,
	SinkSession,
	SinkStage,
	SinkTls,
} from '../../core/sink.ts';
import type {Exchange} from '../../core/smtp.ts';
import {mask} from '../../core/transcript/secrets.ts';
import {Cover, widthOfNames} from './cover.ts';
import {longestLine, shown, shownLines} from './shown.ts';

const mostLogins = 20;
const mostRefusals = 50;
const mostMessages = 1000;
const mostSenders = 100;
const mostMisdeeds = 50;
/** Connection lines that are kept beyond the bound: how it ended must not be lost. */
const mostLast = 20;

type Begun = {
	readonly id: number;
	readonly at: number;
	readonly remote: {readonly address: string; readonly port: number};
	readonly place: SinkPlace;
	/** Octets of the transcript. */
	readonly transcript: number;
	readonly recipients: number;
	/** Forms of secrets that are known before anything is said. */
	readonly forms: readonly string[];
};

/** What is known of one conversation while it goes on: bounded, printable, and without the secrets that were sent in it. */
export class SessionRecord {
	readonly id: number;
	readonly at: number;
	readonly place: SinkPlace;
	readonly remote: {readonly address: string; readonly port: number};
	/** Whether something was added since it was last written down; whoever writes it down says so here. */
	isChanged = true;
	broken: number | undefined;
	private readonly bounds: {readonly transcript: number; readonly recipients: number};
	private readonly cover: Cover;
	private readonly began = performance.now();
	private readonly logins: SinkLogin[] = [];
	private readonly senders = new Set<string>();
	private readonly recipients = new Set<string>();
	private readonly refusals: SinkRefusal[] = [];
	private readonly messages: number[] = [];
	private readonly oddities = new Set<SinkOddity>();
	private readonly misbehaved: string[] = [];
	private exchanges: Exchange[] = [];
	/** The same for as long as nothing is added, so that a store can see that it has them already. */
	private kept: readonly Exchange[] | undefined;
	private room: number;
	private last = mostLast;
	private isCut = false;
	private helo: string | undefined;
	private tls: SinkTls | undefined;
	private ended: {readonly end: SinkEnd; readonly ms: number} | undefined;

	constructor({id, at, remote, place, transcript, recipients, forms}: Begun) {
		this.id = id;
		this.at = at;
		this.remote = remote;
		this.place = place;
		this.bounds = {transcript, recipients};
		this.room = transcript;
		this.cover = new Cover(forms);
	}

	/** Milliseconds since it began. */
	age(): number {
		return Math.round((performance.now() - this.began) * 10) / 10;
	}

	/** Writes a line or a reply of several down. */
	said(side: Exchange['side'], text: string): void {
		const isKept = !this.isCut && text.length <= this.room;
		if (!isKept && side !== 'connection') this.isCut = true;
		if (!isKept && (side !== 'connection' || this.last-- <= 0)) return;
		const safe = shownLines(this.hidden(side, text));
		this.room -= safe.length;
		this.exchanges.push({ms: this.age(), side, text: safe});
		this.kept = undefined;
		this.isChanged = true;
	}

	/** Hides these texts, in every form, in all that was noted and will be. */
	learn(secrets: readonly (string | Buffer)[]): void {
		if (secrets.length === 0 || !this.cover.learn(secrets)) return;
		const hide = (text: string) => this.name(text);
		this.exchanges = this.exchanges.map(one => ({...one, text: this.hidden(one.side, one.text)}));
		this.kept = undefined;
		this.isChanged = true;
		if (this.helo !== undefined) this.helo = this.hidden('client', this.helo);
		if (this.tls?.is === 'agreed') this.tls = this.withName(this.tls);
		renew(this.senders, hide);
		renew(this.recipients, hide);
		for (const [at, login] of this.logins.entries()) this.logins[at] = {...login, user: hide(login.user)};
		for (const [at, refusal] of this.refusals.entries())
			this.refusals[at] = {
				...refusal,
				reply: {...refusal.reply, lines: refusal.reply.lines.map(line => this.hidden('server', line))},
				...(refusal.of === undefined ? {} : {of: hide(refusal.of)}),
			};
	}

	/** What a side said, without the secrets. The sink's own words hold one only where they repeat the client's. */
	private hidden(side: Exchange['side'], text: string): string {
		if (side !== 'client') return this.cover.hide(text, widthOfNames);
		return this.cover.isFull ? mask : this.cover.hide(text);
	}

	/** A name or an address without the secrets. */
	private name(text: string): string {
		return this.cover.isFull ? mask : this.cover.hide(text, widthOfNames);
	}

	private withName(tls: Extract<SinkTls, {is: 'agreed'}>): SinkTls {
		return tls.name === undefined ? tls : {...tls, name: shown(this.hidden('client', tls.name))};
	}

	/** What it called itself, safe to print. */
	get introduced(): string | undefined {
		return this.helo;
	}

	/** A name or an address of a stranger as it may be kept beside the session. */
	safe(text: string): string {
		return shown(this.name(text));
	}

	greeted(helo: string): void {
		this.helo = shown(this.hidden('client', helo));
		this.isChanged = true;
	}

	secured(tls: SinkTls): void {
		this.tls = tls.is === 'agreed' ? this.withName(tls) : tls;
		this.isChanged = true;
		this.said(
			'connection',
			tls.is === 'agreed'
				? `${tls.protocol}, ${tls.cipher}${this.tls && 'name' in this.tls ? `, for ${this.tls.name}` : ''}`
				: `TLS failed: ${tls.reason}`,
		);
	}

	loggedIn(login: SinkLogin): void {
		if (this.logins.length < mostLogins) this.logins.push({...login, user: this.safe(login.user)});
		this.isChanged = true;
	}

	/** How often somebody tried to log in and was not let in. */
	failedLogins = 0;

	sender(address: string): void {
		if (this.senders.size < mostSenders) this.senders.add(this.safe(address));
		this.passed('mail');
	}

	recipient(address: string): void {
		if (this.recipients.size < this.bounds.recipients) this.recipients.add(this.safe(address));
		this.isChanged = true;
	}

	/** `lines` are those of the reply, with their codes. */
	refused(stage: SinkStage, lines: readonly string[], of: string | undefined): void {
		if (this.refusals.length >= mostRefusals) return;
		const texts = lines.map(line => shown(this.hidden('server', line.slice(4)), longestLine));
		const enhanced = /^[245]\.\d{1,3}\.\d{1,3}(?=\s|$)/.exec(texts[0] ?? '')?.[0];
		this.refusals.push({
			stage,
			reply: {
				code: Number(lines[0]?.slice(0, 3)),
				...(enhanced === undefined ? {} : {enhanced}),
				lines: texts,
			},
			...(of === undefined ? {} : {of: this.safe(of)}),
		});
		this.isChanged = true;
	}

	/** The client came past a stage, whatever it was told there before. */
	passed(stage: SinkStage): void {
		for (const [at, refusal] of this.refusals.entries())
			if (refusal.stage === stage) this.refusals[at] = {...refusal, passed: true};
		this.isChanged = true;
	}

	brought(message: number): void {
		if (this.messages.length < mostMessages) this.messages.push(message);
		this.isChanged = true;
	}

	odd(oddity: SinkOddity): void {
		this.oddities.add(oddity);
		this.isChanged = true;
	}

	did(words: string): void {
		const said = shown(words);
		if (this.misbehaved.length < mostMisdeeds && !this.misbehaved.includes(said)) this.misbehaved.push(said);
		this.isChanged = true;
	}

	end(end: SinkEnd): void {
		this.ended = {end, ms: this.age()};
		this.isChanged = true;
	}

	snapshot(): SinkSession {
		this.kept ??= this.exchanges.slice();
		return {
			id: this.id,
			at: this.at,
			...(this.ended === undefined ? {} : {ms: this.ended.ms}),
			remote: this.remote,
			place: this.place,
			...(this.helo === undefined ? {} : {helo: this.helo}),
			...(this.tls === undefined ? {} : {tls: this.tls}),
			logins: this.logins.slice(),
			senders: [...this.senders],
			recipients: [...this.recipients],
			refusals: this.refusals.slice(),
			messages: this.messages.slice(),
			...(this.broken === undefined ? {} : {broken: this.broken}),
			exchanges: this.kept,
			...(this.isCut ? {cut: true} : {}),
			oddities: [...this.oddities],
			misbehaved: this.misbehaved.slice(),
			...(this.ended === undefined ? {} : {end: this.ended.end}),
		};
	}
}

const renew = (texts: Set<string>, change: (text: string) => string): void => {
	const changed = [...texts].map(change);
	texts.clear();
	for (const text of changed) texts.add(text);
};

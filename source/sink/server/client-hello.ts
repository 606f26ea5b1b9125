/** What the first octets of a client are: TLS, its ClientHello read as far as it can be, or something else. */
export type FirstOctets =
	| {readonly is: 'more'}
	| {readonly is: 'not-tls'}
	| {
			readonly is: 'hello';
			/** The newest version that is offered, such as `TLSv1.2`. */
			readonly offered?: string;
			/** The name that is asked for (RFC 6066 section 3); a stranger's text. */
			readonly name?: string;
	  };

/** Octets of one record at most (RFC 8446 section 5.1, and what older versions add). */
const longestRecord = 16_384 + 2048;
const recordHeader = 5;
const handshake = 22;
const clientHello = 1;
const serverName = 0;
const supportedVersions = 43;
const mostExtensions = 100;

const versions = new Map([
	[0x0002, 'SSLv2'],
	[0x0300, 'SSLv3'],
	[0x0301, 'TLSv1'],
	[0x0302, 'TLSv1.1'],
	[0x0303, 'TLSv1.2'],
	[0x0304, 'TLSv1.3'],
]);

/** Whether a client that begins with this octet begins to encrypt: no line of text does. */
export const beginsTls = (octet: number | undefined): boolean => octet === handshake;

/**
 * Reads the first record of a client (RFC 8446 section 4.1.2), within its bounds and no further; `more` where it is not
 * whole yet. A ClientHello in the form of SSLv2 is told by its version alone.
 */
export const readFirstOctets = (octets: Buffer): FirstOctets => {
	const [first, second] = octets;
	if (first === undefined) return {is: 'more'};
	if ((first & 0x80) !== 0) return oldHello(octets);
	if (first !== handshake || (second !== undefined && second !== 3)) return {is: 'not-tls'};
	if (octets.length < recordHeader) return {is: 'more'};
	const length = octets.readUInt16BE(3);
	if (length === 0 || length > longestRecord) return {is: 'not-tls'};
	if (octets.length < recordHeader + length) return {is: 'more'};
	return helloIn(octets.subarray(recordHeader, recordHeader + length));
};

/** SSLv2: a length with its highest bit set, the kind of message, the version (RFC 5246 appendix E.2). */
const oldHello = (octets: Buffer): FirstOctets => {
	if (octets.length < 5)
		return octets.length > 2 && octets[2] !== clientHello ? {is: 'not-tls'} : {is: 'more'};
	return octets[2] === clientHello ? {is: 'hello', ...offering(octets.readUInt16BE(3))} : {is: 'not-tls'};
};

const offering = (version: number | undefined) => {
	const offered = version === undefined ? undefined : versions.get(version);
	return offered === undefined ? {} : {offered};
};

/** Reads on where the last one stopped; past the end there is nothing. */
const createCursor = (octets: Buffer) => {
	let at = 0;
	const number = (size: 1 | 2 | 3): number | undefined => {
		if (at + size > octets.length) return undefined;
		at += size;
		return octets.readUIntBE(at - size, size);
	};
	const take = (length: number | undefined): Buffer | undefined => {
		if (length === undefined || at + length > octets.length) return undefined;
		at += length;
		return octets.subarray(at - length, at);
	};
	return {number, take, list: (size: 1 | 2) => take(number(size))};
};

const helloIn = (message: Buffer): FirstOctets => {
	const cursor = createCursor(message);
	if (cursor.number(1) !== clientHello) return {is: 'not-tls'};
	cursor.number(3);
	const legacy = cursor.number(2);
	cursor.take(32);
	cursor.list(1);
	cursor.list(2);
	cursor.list(1);
	const extensions = extensionsIn(cursor.list(2));
	const name = nameIn(extensions.get(serverName));
	return {
		is: 'hello',
		...offering(newestIn(extensions.get(supportedVersions)) ?? legacy),
		...(name === undefined ? {} : {name}),
	};
};

const extensionsIn = (octets: Buffer | undefined): ReadonlyMap<number, Buffer> => {
	const found = new Map<number, Buffer>();
	const cursor = createCursor(octets ?? Buffer.alloc(0));
	for (let count = 0; count < mostExtensions; count++) {
		const kind = cursor.number(2);
		const body = cursor.list(2);
		if (kind === undefined || body === undefined) break;
		found.set(kind, body);
	}
	return found;
};

/** RFC 8446 section 4.2.1; values that stand for nothing (RFC 8701) are passed over. */
const newestIn = (body: Buffer | undefined): number | undefined => {
	const list = body && createCursor(body).list(1);
	if (!list) return undefined;
	let newest: number | undefined;
	for (let at = 0; at + 2 <= list.length; at += 2) {
		const version = list.readUInt16BE(at);
		if (versions.has(version) && version > (newest ?? 0)) newest = version;
	}
	return newest;
};

const nameIn = (body: Buffer | undefined): string | undefined => {
	const list = body && createCursor(body).list(2);
	if (!list) return undefined;
	const cursor = createCursor(list);
	return cursor.number(1) === 0 ? cursor.list(2)?.subarray(0, 255).toString('latin1') : undefined;
};

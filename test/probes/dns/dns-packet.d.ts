declare module 'dns-packet' {
	type Name = {readonly name: string; readonly type: string; readonly class?: string};
	type Message = {
		readonly id?: number;
		readonly type?: 'query' | 'response';
		readonly flags?: number;
		readonly flag_tc?: boolean;
		readonly flag_ad?: boolean;
		readonly flag_cd?: boolean;
		readonly flag_rd?: boolean;
		readonly rcode?: string;
		readonly questions?: readonly Name[];
		readonly answers?: readonly (Name & {readonly ttl?: number; readonly data?: unknown})[];
		readonly authorities?: readonly (Name & {readonly ttl?: number; readonly data?: unknown})[];
		readonly additionals?: readonly (Name & {
			readonly ttl?: number;
			readonly data?: unknown;
			readonly udpPayloadSize?: number;
			readonly flags?: number;
			readonly options?: readonly object[];
		})[];
	};
	export const encode: (message: Message) => Buffer;
	export const decode: (octets: Buffer) => Required<Message>;
	export const TRUNCATED_RESPONSE: number;
	export const AUTHENTIC_DATA: number;
}

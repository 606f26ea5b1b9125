/** What `sink wait` prints. */
export const printKinds = ['code', 'link', 'id', 'text', 'json'] as const;
export type PrintKind = (typeof printKinds)[number];

/** What `sink show` prints alone. */
export const showKinds = ['code', 'link', 'text', 'header', 'raw', 'session'] as const;
export type ShowKind = (typeof showKinds)[number];

import type {FolderUse} from '../../core/imap.ts';

/**
 * Names of folders beside those that the IMAP library knows, whole, of the last level, in small letters. Collected from
 * what mail services and programs show in their languages; not one of them was verified with its service.
 */
const names: Readonly<Partial<Record<FolderUse, readonly string[]>>> = {
	junk: [
		'bulk',
		'bulk mail',
		'correio indesejado',
		'correo no deseado',
		'courrier indésirable',
		'indésirables',
		'junk',
		'junk e-mail',
		'junk email',
		'junk mail',
		'junk-e-mail',
		'junk-mail',
		'lixo eletrônico',
		'ongewenste e-mail',
		'posta indesiderata',
		'quarantäne',
		'quarantaine',
		'quarantine',
		'spam',
		'spamverdacht',
		'unbekannt',
		'unerwünscht',
		'wiadomości-śmieci',
		'нежелательная почта',
		'спам',
		'スパム',
		'迷惑メール',
		'垃圾箱',
		'垃圾邮件',
		'垃圾郵件',
		'스팸메일',
		'스팸 메일',
		'스팸메일함',
		'정크 메일',
	],
	trash: [
		'bin',
		'corbeille',
		'deleted items',
		'deleted messages',
		'gelöschte elemente',
		'papierkorb',
		'trash',
		'已删除',
	],
	sent: ['gesendet', 'sent', 'sent items', 'sent messages', '已发送'],
	drafts: ['draft', 'drafts', 'entwürfe', '草稿箱'],
	archive: ['archiv', 'archive', 'archives'],
};

const uses: ReadonlyMap<string, FolderUse> = new Map(
	(Object.entries(names) as [FolderUse, readonly string[]][]).flatMap(([use, all]) =>
		all.map(name => [name.normalize('NFKC'), use] as const),
	),
);

/** What a folder of this name is for, as far as its name says so; in whatever case it is written. */
export const namedUse = (name: string): FolderUse | undefined =>
	uses.get(name.normalize('NFKC').trim().toLowerCase());

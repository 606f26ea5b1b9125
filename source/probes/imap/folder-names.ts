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
	drafts: [
		'boîte d’envoi',
		"boîte d'envoi",
		'bandeja de salida',
		'caixa de saída',
		'draft',
		'drafts',
		'entwürfe',
		'modelli',
		'modelos',
		'modèles',
		'notas',
		'note',
		'notes',
		'notities',
		'notizen',
		'outbox',
		'plantillas',
		'postausgang',
		'posta in uscita',
		'postvak uit',
		'sjablonen',
		'szablony',
		'templates',
		'vorlagen',
		'исходящие',
		'шаблоны',
		'заметки',
		'发件箱',
		'模板',
		'草稿箱',
		'送信トレイ',
		'テンプレート',
		'メモ',
		'보낼 편지함',
	],
	archive: ['archiv', 'archive', 'archives'],
};

const uses: ReadonlyMap<string, FolderUse> = new Map(
	(Object.entries(names) as [FolderUse, readonly string[]][]).flatMap(([use, all]) =>
		all.map(name => [name.normalize('NFKC'), use] as const),
	),
);

/** Names among these that people give to folders of their own as well. */
const guesses: ReadonlySet<string> = new Set(
	[
		...['bulk', 'quarantaine', 'quarantäne', 'quarantine', 'unbekannt'],
		...['modelli', 'modelos', 'modèles', 'plantillas', 'sjablonen', 'szablony', 'templates', 'vorlagen'],
		...['шаблоны', 'テンプレート', '模板'],
		...['notas', 'note', 'notes', 'notities', 'notizen', 'заметки', 'メモ'],
	].map(name => name.normalize('NFKC')),
);

/** What a folder of this name is for, as far as its name says so; in whatever case it is written. */
export const namedUse = (name: string): {readonly use: FolderUse; readonly guess: boolean} | undefined => {
	const known = name.normalize('NFKC').trim().toLowerCase();
	const use = uses.get(known);
	return use === undefined ? undefined : {use, guess: guesses.has(known)};
};

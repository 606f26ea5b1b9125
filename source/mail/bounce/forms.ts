/** A way to write a bounce in words, and the words by which it is known; they are looked for in small letters, on one line. */
export type Form = {
	readonly read: string;
	/** One of them is enough. */
	readonly signs: readonly RegExp[];
	/** Words that have to be there as well, where the first ones may introduce something else. */
	readonly and?: RegExp;
};

const undelivered =
	/could not (?:be delivered|deliver)|(?:not|n['’]t) (?:yet )?(?:be |been )?(?:able to deliver|delivered)|unable to (?:deliver|send)|address(?:es|\(es\))?[^.]{0,20} failed|delivery (?:to|of|for)[^.]{0,200} (?:failed|delayed)|undeliver|permanent error|has been delayed|is delayed|not been delivered/;

/** Programs and providers whose words are known; who is asked about a text asks them in this order. */
export const forms: readonly Form[] = [
	{
		read: 'qmail',
		signs: [/hi\. this is the (?:qmail-\w{2,10}|deliver|mail delivery|mta|mailer) program at/],
	},
	{read: 'Haraka', signs: [/this is the haraka mailer program at/]},
	{
		read: 'Zoho',
		signs: [/message was created automatically by (?:the )?mail delivery.{0,400}error[_ ]code ?:/],
	},
	{
		read: 'Exim or GMX',
		signs: [
			/(?:message|letter) was created automatically by (?:the )?mail delivery (?:software|system)/,
			/diese nachricht wurde automatisch (?:durch|von) (?:einem|einer|der) mail/,
		],
		and: /could not be delivered|following address(?:es|\(es\))?[^.]{0,20} failed|not (?:yet )?been delivered|delivery attempts will continue|konnte nicht|retry time/,
	},
	{
		read: 'Postfix',
		signs: [
			/this is the (?:mail system|postfix program|mail delivery system|smtp relay) at/,
			/это почтовая (?:программа|система) на (?:хосте|сервере)/,
		],
		and: new RegExp(`${undelivered.source}|не может быть доставлен`),
	},
	{
		read: 'sendmail',
		signs: [
			/-{2,} ?the following addresses had/,
			/-{2,} ?transcript of session follows/,
			/warning: could not send message for past/,
			/-{2,} ?the following addresses have delivery/,
		],
	},
	{
		read: 'Google Groups',
		signs: [/the group you tried to contact.{0,200}may not exist, or you may not have permission/],
	},
	{
		read: 'Gmail',
		signs: [
			/delivery to the following recipients? (?:failed permanently|has been delayed)/,
			/your message (?:wasn['’]t|was not|has not been|hasn['’]t been|couldn['’]t be) delivered to .{1,330}? (?:because|yet)/,
			/your message to .{1,330}? has been blocked/,
			/there was a (?:temporary )?problem (?:while )?delivering your message/,
			/ihre nachricht wurde nicht an .{1,330}? zugestellt/,
			/ihre nachricht konnte nicht an .{1,330}? zugestellt/,
			/votre message n['’]a pas été (?:remis|distribué) à/,
			/(?:tu|su) mensaje no se (?:ha entregado|entregó|pudo entregar) a/,
			/il tuo messaggio non è stato recapitato a/,
			/(?:sua|a) mensagem não foi entregue (?:a|para)/,
			/ваше сообщение не доставлено/,
			/(?:您|你)的邮件(?:未|没有|无法)(?:能)?(?:送达|递送|发送)/,
			/メールは .{1,330}? に配信されませんでした/,
		],
	},
	{
		read: 'Microsoft 365 or Exchange',
		signs: [
			/delivery has failed to these recipients/,
			/diagnostic information for administrators/,
			/remote server (?:at .{1,300}? )?returned/,
			/did not reach the following recipient/,
			/your message to .{1,330}? couldn['’]t be delivered/,
			/rejected your message to the following (?:e-?mail )?address/,
			/fehler bei der zustellung an folgende/,
			/die nachricht konnte an (?:diese|folgende) (?:empfänger|personen)/,
			/zustellung an (?:diese|folgende|die folgenden) empfänger/,
			/diagnoseinformationen für administratoren/,
			/échec de la remise/,
			/informations de diagnostic (?:pour les|à l['’]attention des) administrateurs/,
			/no se pudo entregar (?:el|a estos)/,
			/error (?:en la entrega|al entregar)/,
			/información de diagnóstico para (?:los )?administradores/,
			/recapito non riuscito/,
			/informazioni di diagnostica per (?:gli )?amministratori/,
			/falha na entrega/,
			/informações de diagnóstico para (?:os )?administradores/,
			/bezorgen .{0,60}mislukt/,
			/diagnostische gegevens voor beheerders/,
			/次の受信者/,
			/管理者向け(?:の)?診断情報/,
			/传递失败/,
			/无法(?:传递|送达)(?:到)?(?:以下|这些)?收件人/,
			/管理员的诊断信息/,
			/не удалось доставить/,
			/диагностические сведения для администраторов/,
			/nie można dostarczyć/,
		],
	},
	{
		read: 'Yahoo or AOL',
		signs: [/sorry,? we were unable to deliver your message to the following address/],
	},
	{read: 'Domino', signs: [/was not delivered to: .{0,700}because:/]},
	{
		read: 'GroupWise',
		signs: [/the message that you sent was undeliverable to the following/],
	},
	{
		read: 'Courier',
		signs: [/undeliverable mail/, /delays in delivering your message/],
		and: /cannot be delivered|not been delivered|courier/,
	},
	{
		read: 'MDaemon',
		signs: [/had permanent fatal delivery errors/, /your data was not delivered to/],
	},
	{
		read: 'OpenSMTPD',
		signs: [/this is the mailer-daemon, please do not reply/],
		and: /error has occurred while attempting to deliver|is delayed for more than/,
	},
	{
		read: 'iCloud or Oracle',
		signs: [/your message cannot be delivered to the following recipients/],
	},
	{read: 'Barracuda', signs: [/was blocked by our spam firewall/]},
	{
		read: 'Amazon SES',
		signs: [/error occurred while trying to deliver the (?:mail|message) to the following recipients/],
	},
	{
		read: 'Stalwart',
		signs: [/your message could not be delivered to the following recipients/],
	},
	{
		read: 'hMailServer or SmarterMail',
		signs: [
			/did not reach some or all of the intended recipients/,
			/could not deliver (?:the )?message to the following recipient/,
		],
	},
	{
		read: 'QQ or NetEase',
		signs: [
			/邮件被(?:系统)?(?:退回|退信)/,
			/退信原因/,
			/系统退信/,
			/邮件(?:无法|未能)(?:被)?(?:送达|投递)/,
			/郵件.{0,10}退回/,
		],
		and: /退信|退回|无法送达|未能|收件人/,
	},
	{
		read: 'Mail.ru',
		signs: [
			/(?:письмо|сообщение) (?:создано|сформировано|отправлено) автоматически/,
			/сообщение .{0,40}не (?:было|может быть) доставлено/,
			/письмо не может быть доставлено/,
		],
		and: /не (?:может|могло|было|удалось)[^.]{0,40}доставл/,
	},
];

/** Words of a notice that says of itself that nothing is lost yet. */
export const saysDelayed = [
	/warning message only/,
	/has been delayed/,
	/is delayed for/,
	/delayed mail/,
	/delays in delivering/,
	/not (?:yet )?been delivered (?:yet|to (?:one|all))/,
	/(?:not|n['’]t) (?:yet )?(?:be |been )?delivered yet/,
	/not yet been delivered/,
	/temporary problem (?:while )?delivering/,
	/will (?:retry|keep trying|be retried|continue to (?:try|retry))/,
	/delivery attempts will continue/,
	/could not send message for past/,
	/still (?:being )?(?:trying|retried|tried)/,
	/message delayed/,
	/verzögert/,
	/retardé/,
	/se ha retrasado/,
	/延迟/,
];

/** Words that are said only when it is over. */
export const saysFinal = [
	/permanent (?:fatal )?(?:error|failure)/,
	/permanent fatal errors/,
	/failed permanently/,
	/i've given up/,
	/message that you sent could not be delivered/,
	/delivery has failed/,
	/message expired/,
	/we have given up/,
];

/** Whether one of them is in a text. */
export const hasOne = (text: string, signs: readonly RegExp[]): boolean =>
	signs.some(sign => sign.test(text));

/** The form that a text has; `text` in small letters and on one line. */
export const formOf = (text: string): Form | undefined =>
	forms.find(({signs, and}) => hasOne(text, signs) && (and === undefined || and.test(text)));

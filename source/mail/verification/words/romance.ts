import type {Language} from './language.ts';

export const romance: readonly Language[] = [
	{
		tag: 'fr',
		code: "code de vérification|codes de vérification|code de sécurité|code de confirmation|code de connexion|code d'accès|code d'authentification|code d'activation|code d'identification|code de validation|code à usage unique|code unique|code temporaire|mot de passe à usage unique|mot de passe unique|mot de passe temporaire|code de réinitialisation|code otp|code secret",
		bare: 'code|codes|code pin',
		act: 'réinitialiser votre mot de passe|réinitialiser ton mot de passe|réinitialiser le mot de passe|réinitialisation de votre mot de passe|réinitialisation du mot de passe|réinitialiser*|mot de passe oublié|vous connecter|se connecter|connexion|confirmer votre adresse|confirmez votre*|confirmer votre identité|vérifier votre*|vérifiez votre*|saisissez|saisir le code|entrez le code|ne le communiquez|ne partagez',
		press:
			'réinitialiser mon mot de passe|réinitialiser votre mot de passe|réinitialiser le mot de passe|nouveau mot de passe|choisir un nouveau mot de passe|définir un mot de passe|changer de mot de passe|confirmer mon adresse*|confirmer mon e-mail|confirmer mon email|confirmer votre adresse*|confirmer mon compte|confirmer mon inscription|valider mon adresse*|valider mon compte|valider mon inscription|vérifier mon adresse*|vérifier mon e-mail|activer mon compte|activer votre compte|se connecter|me connecter|connexion',
		maybe:
			'confirmer|valider|vérifier|activer|cliquez ici|ici|ce lien|lien ci-dessous|bouton ci-dessous|cliquez sur|continuer',
		other:
			"code de la porte|code d'entrée|code porte|code portail|code du portail|code d'accès de l'immeuble|digicode|immeuble|commande|numéro de commande|commande n*|n° de commande|facture|numéro de facture|numéro client|n° client|numéro de client|ticket|dossier|numéro de dossier|numéro de suivi|suivi|colis|téléphone|tél|tel|appelez|fax|code promo*|code de réduction|code réduction|code cadeau|bon de réduction|bon d'achat|carte cadeau|code postal|code d'erreur|code erreur|version|numéro de série|modèle|numéro de compte|iban|se terminant par|finissant par|terminant par|montant|montant total|total|prix|somme|siret|siren|rcs|tva|réservation|numéro de réservation|référence|réf|numéro de contrat|numéro d'adhérent|salle|bureau|rue|code de parrainage|code barre|code source",
		gone: "a expiré|est expiré|a été utilisé|déjà utilisé|n'est plus valable|n'est plus valide|a été modifié|a été changé|a été réinitialisé|invalide",
		aside:
			"se désabonner|désabonner*|désinscri*|confidentialité|mentions légales|conditions*|aide|contact*|voir en ligne|version en ligne|préférences|paramètres|ce n'est pas moi|pas vous|refuser|annuler|en savoir plus|commande*|colis|suivre*|facture",
		valid: 'actif|active|valable|valide|expire|expirera|validité|expiration',
		within: 'dans les|dans|pendant|durant',
		second: 'seconde|secondes|sec',
		minute: 'minute|minutes|min|mn',
		hour: 'heure|heures|h',
		day: 'jour|jours',
		lengths:
			'une heure=60|une demi-heure=30|dix minutes=10|cinq minutes=5|quinze minutes=15|un jour=1440|deux heures=120',
	},
	{
		tag: 'es',
		code: 'código de verificación|códigos de verificación|código de seguridad|código de confirmación|código de acceso|código de autenticación|código de activación|código de validación|código de inicio de sesión|código de un solo uso|código único|código temporal|contraseña de un solo uso|contraseña temporal|clave de un solo uso|clave dinámica|clave temporal|código de recuperación|código de restablecimiento|código otp|clave de acceso',
		bare: 'código|códigos|clave|pin',
		act: 'restablecer su contraseña|restablecer tu contraseña|restablecer la contraseña|restablecer contraseña|restablecimiento de*|recuperar su contraseña|recuperar tu contraseña|olvidó su contraseña|olvidaste tu contraseña|iniciar sesión|inicio de sesión|confirmar su*|confirma tu*|verificar su*|verifica tu*|verificar tu*|introduzca|introduce|ingresa*|autorizar|no lo comparta*',
		press:
			'restablecer contraseña|restablecer mi contraseña|restablecer la contraseña|restablecer tu contraseña|nueva contraseña|crear contraseña|cambiar contraseña|confirmar correo*|confirmar mi correo*|confirmar tu correo*|confirmar email|confirmar cuenta|confirmar mi cuenta|confirmar dirección|verificar correo*|verificar mi correo*|verificar email|verificar cuenta|verificar mi cuenta|activar cuenta|activar mi cuenta|iniciar sesión|acceder',
		maybe:
			'confirmar|verificar|activar|haz clic aquí|haga clic aquí|aquí|este enlace|siguiente enlace|continuar',
		other:
			'código de la puerta|código de puerta|código del portal|código del portón|puerta principal|pedido|número de pedido|n° de pedido|nº de pedido|pedido n*|factura|número de factura|número de cliente|cliente n*|ticket|caso|número de caso|expediente|número de seguimiento|seguimiento|paquete|envío|teléfono|tel|tfno|llame|llámenos|fax|código promocional|código de descuento|código descuento|código de regalo|cupón*|código de cupón|vale|tarjeta regalo|código postal|código de error|versión|número de serie|modelo|número de cuenta|iban|terminada en|terminado en|que termina en|acabada en|importe|total|saldo|precio|cif|nif|dni|reserva|código de reserva|número de reserva|localizador|referencia|ref|número de socio|número de contrato|sala|calle|código fuente|código qr|código de barras',
		gone: 'ha caducado|ha expirado|caducó|expiró|se ha utilizado|fue utilizado|ya se usó|ya ha sido utilizado|ya no es válido|se ha cambiado|ha sido cambiada|fue cambiada|se ha modificado|no válido',
		aside:
			'darse de baja|cancelar suscripción|privacidad|términos|condiciones|ayuda|contacto|contáctanos|ver en el navegador|ver en línea|preferencias|configuración|no fui yo|no he sido yo|rechazar|cancelar|saber más|pedido*|envío|seguir*|factura',
		valid: 'activo|activa|válido|válida|caduca|caducará|expira|expirará|vence|vigencia|validez|vigente',
		within: 'en los próximos|durante|dentro de|en',
		second: 'segundo|segundos|seg',
		minute: 'minuto|minutos|min',
		hour: 'hora|horas|h',
		day: 'día|días',
		lengths:
			'una hora=60|media hora=30|diez minutos=10|cinco minutos=5|quince minutos=15|un día=1440|dos horas=120',
	},
	{
		tag: 'pt',
		code: 'código de verificação|códigos de verificação|código de segurança|código de confirmação|código de acesso|código de autenticação|código de ativação|código de validação|código de login|código de uso único|código único|código temporário|senha de uso único|senha temporária|senha única|palavra-passe de utilização única|palavra-passe temporária|código de recuperação|código de redefinição|código de reposição|código de redefinição|código de reposição|código otp|chave de acesso|token de acesso',
		bare: 'código|códigos|pin|token',
		act: 'redefinir sua senha|redefinir a senha|redefinir a sua senha|redefinição de senha|redefinir senha|recuperar sua senha|recuperação de senha|repor a palavra-passe|repor a sua palavra-passe|reposição da palavra-passe|esqueceu sua senha|esqueceu a senha|esqueceu-se|iniciar sessão|fazer login|entrar na*|confirmar seu*|confirme seu*|confirme o seu*|confirme a sua*|verificar seu*|verifique seu*|insira|introduza|digite|não compartilhe|não partilhe',
		press:
			'redefinir senha|redefinir minha senha|redefinir a senha|repor palavra-passe|repor a palavra-passe|nova senha|criar nova senha|alterar senha|confirmar e-mail|confirmar email|confirmar meu e-mail|confirmar endereço*|confirmar conta|confirmar minha conta|verificar e-mail|verificar email|verificar conta|ativar conta|ativar minha conta|entrar|iniciar sessão|fazer login',
		maybe: 'confirmar|verificar|ativar|clique aqui|aqui|este link|link abaixo|botão abaixo|continuar',
		other:
			'código da porta|código do portão|pedido|número do pedido|pedido n*|encomenda|número da encomenda|fatura|nota fiscal|número da fatura|número do cliente|número de cliente|chamado|protocolo|número de protocolo|ticket|processo|código de rastreio|código de rastreamento|rastreamento|pacote|telefone|tel|ligue|telemóvel|fax|código promocional|código de desconto|cupom*|cupão*|código do cupom|vale-presente|cartão-presente|cep|código postal|código de erro|versão|número de série|modelo|número da conta|agência|iban|final|terminado em|terminada em|que termina em|valor|valor total|total|saldo|preço|cnpj|cpf|nif|reserva|código de reserva|localizador|referência|ref|número de sócio|contrato|sala|rua|código de barras|código qr',
		gone: 'expirou|foi utilizado|foi usado|já foi utilizado|já foi usado|não é mais válido|já não é válido|foi alterada|foi alterado|foi redefinida|inválido',
		aside:
			'cancelar inscrição|cancelar subscrição|descadastr*|privacidade|termos|condições|ajuda|contato|contacto|ver no navegador|preferências|configurações|não fui eu|recusar|cancelar|saiba mais|pedido*|encomenda*|rastrear*|fatura',
		valid: 'ativo|ativa|válido|válida|expira|expirará|vence|validade|válidos',
		within: 'nos próximos|durante|dentro de|em|por',
		second: 'segundo|segundos|seg',
		minute: 'minuto|minutos|min',
		hour: 'hora|horas|h',
		day: 'dia|dias',
		lengths:
			'uma hora=60|meia hora=30|dez minutos=10|cinco minutos=5|quinze minutos=15|um dia=1440|duas horas=120',
	},
	{
		tag: 'it',
		code: 'codice di verifica|codici di verifica|codice di sicurezza|codice di conferma|codice di accesso|codice di autenticazione|codice di attivazione|codice di convalida|codice monouso|codice temporaneo|codice usa e getta|password monouso|password temporanea|codice otp|codice di recupero|codice di ripristino|codice di reimpostazione|codice segreto|codice identificativo',
		bare: 'codice|codici|pin|codice pin',
		act: 'reimpostare la password|reimpostare la tua password|reimpostazione della password|reimposta la password|ripristinare la password|ripristino della password|recupero password|recuperare la password|password dimenticata|hai dimenticato la password|accedere|accedi|accesso|conferma il tuo*|conferma la tua*|confermare il tuo*|verifica il tuo*|verifica la tua*|inserisci|inserire il codice|immetti|non condividere*|non comunicar*',
		press:
			"reimposta password|reimposta la password|reimposta la tua password|ripristina password|nuova password|crea una nuova password|cambia password|conferma email|conferma e-mail|conferma l'indirizzo*|conferma indirizzo*|conferma il tuo indirizzo*|conferma account|conferma registrazione|verifica email|verifica e-mail|verifica indirizzo*|verifica account|attiva account|attiva il tuo account|accedi|completa la registrazione",
		maybe:
			'conferma|verifica|attiva|clicca qui|fai clic qui|qui|questo link|link seguente|link qui sotto|continua',
		other:
			"codice della porta|codice porta|codice del portone|codice portone|codice del cancello|portone|ordine|numero ordine|numero d'ordine|ordine n*|fattura|numero fattura|numero cliente|codice cliente|ticket|pratica|numero pratica|protocollo|numero di spedizione|spedizione|codice di tracciamento|tracking|pacco|telefono|tel|chiama|numero verde|fax|codice sconto|codice promozionale|codice promo|buono*|codice regalo|carta regalo|coupon|cap|codice di avviamento postale|codice di errore|codice errore|versione|numero di serie|modello|numero di conto|iban|che termina con|terminante con|importo|totale|saldo|prezzo|partita iva|p. iva|p.iva|codice fiscale|prenotazione|numero di prenotazione|codice prenotazione|codice di prenotazione|riferimento|rif|numero tessera|contratto|sala|stanza|via|codice a barre|codice qr",
		gone: 'è scaduto|è stato utilizzato|è stato usato|già utilizzato|già usato|non è più valido|è stata modificata|è stata cambiata|è stata reimpostata|non valido',
		aside:
			'annulla iscrizione|disiscri*|cancella iscrizione|privacy*|termini|condizioni|aiuto|assistenza|contatt*|visualizza nel browser|preferenze|impostazioni|non sono stato io|non sei stato tu|rifiuta|annulla|scopri di più|ordine|ordini|spedizione|traccia*|fattura',
		valid: 'attivo|attiva|valido|valida|scade|scadrà|validità|scadenza',
		within: 'entro|nei prossimi|per|tra|fra',
		second: 'secondo|secondi|sec',
		minute: 'minuto|minuti|min',
		hour: 'ora|ore',
		day: 'giorno|giorni',
		lengths:
			"un'ora=60|un ora=60|mezz'ora=30|mezza ora=30|dieci minuti=10|cinque minuti=5|quindici minuti=15|un giorno=1440|due ore=120",
	},
	{
		tag: 'ro',
		code: 'cod de verificare|codul de verificare|codul tău de verificare|codul dumneavoastră de verificare|codul dvs. de verificare|cod de securitate|codul de securitate|cod de confirmare|codul de confirmare|codul tău de confirmare|cod de acces|codul de acces|cod de autentificare|codul de autentificare|codul tău de autentificare|cod de activare|codul de activare|cod de validare|codul de validare|cod unic|codul unic|parolă unică|parola unică|parolă de unică folosință|parola de unică folosință|cod de resetare|codul de resetare|cod otp|codul otp|parolă temporară|parola temporară',
		bare: 'cod|codul|coduri|pin|codul pin',
		act: 'resetarea parolei|resetați parola|resetează parola|resetare parolă|reseta parola|parolă uitată|ați uitat parola|ai uitat parola|autentificare|autentificați|conectare|conectați|confirmați|confirmă adresa|verificați|verifică adresa|introduceți|introdu codul|nu comunicați|nu împărtăși*',
		press:
			'resetează parola|resetați parola|resetare parolă|parolă nouă|alege o parolă nouă|schimbă parola|confirmă adresa*|confirmați adresa*|confirmă e-mail*|confirmă contul|confirmați contul|verifică adresa*|verifică e-mail*|activează contul|activați contul|autentificare|conectare',
		maybe:
			'confirmă|confirmați|verifică|activează|click aici|faceți clic aici|aici|linkul de mai jos|continuă',
		other:
			'comandă|comanda|numărul comenzii|număr comandă|comanda nr|factură|factura|numărul facturii|număr client|cod client|codul clientului|tichet|dosar|număr dosar|număr de înregistrare|awb|colet|număr de urmărire|telefon|tel|sunați|fax|cod promoțional|cod de reducere|codul de reducere|voucher*|card cadou|cod poștal|cod de eroare|codul de eroare|versiune|versiunea|număr de serie|model|număr de cont|iban|terminat în|care se termină în|suma|sumă|total|sold|preț|cui|cnp|rezervare|rezervarea|număr de rezervare|referință|ref|contract|camera nr|numărul camerei|sala|strada|str',
		gone: 'a expirat|a fost folosit|a fost utilizat|deja folosit|deja utilizat|nu mai este valabil|a fost schimbată|a fost modificată|a fost resetată|invalid',
		aside:
			'dezabonare|dezabonați*|confidențialitate|termeni|condiții|ajutor|contact*|vezi în browser|preferințe|setări|nu am fost eu|respinge|anulează|află mai multe|comandă|comanda|colet*|factură',
		valid: 'activ|activă|valabil|valabilă|expiră|va expira|valabilitate|valid',
		within: 'în următoarele|timp de|în termen de|în',
		second: 'secundă|secunde|sec',
		minute: 'minut|minute|de minute|min',
		hour: 'oră|ore|de ore',
		day: 'zi|zile|de zile',
		lengths: 'o oră=60|jumătate de oră=30|zece minute=10|cinci minute=5|o zi=1440|două ore=120',
	},
];

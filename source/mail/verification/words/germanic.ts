import type {Language} from './language.ts';

export const germanic: readonly Language[] = [
	{
		tag: 'en',
		code: 'verification code*|verify code|security code*|confirmation code*|authentication code*|authorization code*|authorisation code*|login code*|log-in code*|log in code|sign-in code*|sign in code|signin code|access code*|one-time code*|one time code*|one-time password*|one time password*|single-use code*|one-time passcode*|one-time pin|one time pin|one-time security code|otp|2fa code*|two-factor code*|two-step code|recovery code|reset code|activation code|validation code|temporary code|temporary password|auth code|verification pin|verification number|email code|identity code|tan',
		bare: 'code|codes|pin|pin code|passcode*|pass code',
		act: "reset your password|reset password|password reset|reset the password|resetting the password|resetting your password|forgot password|forgot your password|forgotten password|verify your*|verify that|verify it|sign in|signing in|sign-in|log in|logging in|log-in|login|confirm your email*|confirm your identity|confirm your account*|confirm it is you|confirm it's you|activate your account|two-factor|two-step verification|account recovery|enter this|enter the following|enter the code|never share",
		press:
			'reset password|reset your password|reset my password|set a new password|set new password|set your password|choose a new password|choose new password|create a new password|create new password|verify email*|verify your email*|verify my email*|verify your account*|verify account|verify my account|verify your identity|verify address|confirm email*|confirm your email*|confirm my email*|confirm your account|confirm account|confirm my account|confirm address|confirm registration|confirm subscription|activate account|activate your account|activate my account|sign in|log in|login|magic link|unlock account|unlock your account|recover account|complete registration|finish signing up',
		maybe:
			'verify|confirm|activate|reset|continue|click here|click below|this link|here|click the link|click the button|follow the link|link below|button below',
		other:
			'order|orders|order number|order no|order id|invoice|invoice no|invoice number|customer number|customer no|customer id|ticket|ticket number|case|case number|case id|tracking number|tracking code|tracking|parcel|shipment|phone|phone number|telephone|tel|fax|hotline|call|text|sms to|coupon|coupon code*|voucher|voucher code*|promo code*|promotion code*|promotional code|discount code*|gift code*|gift card*|referral code*|invite code*|invitation code|offer code|redeem*|checkout|postal code|zip code|zip|post code|postcode|area code|country code|error code|status code|exit code|qr code|source code|dress code|bar code|barcode|booking code|reservation code|booking reference|booking number|booking|reservation|flight|reference|reference number|reference no|ref|ref no|file number|application number|serial number|serial|serial no|model|version|build|firmware|account number|account no|account ending|card ending|ending in|ending with|last four digits|last 4 digits|total|amount|balance|price|sum|iban|vat|tax id|company number|registration number|registered number|room|suite|floor|street|p.o. box|po box|seat|gate|copyright|workspace|player id|user id|member id|member number|membership number|policy number|contract number|employee id|student id|message id|request id|transaction id|transaction number|port|sort code|swift|bic|meter|license key|product key|opt-out code|short code|merchant code|item|article|article no|sku|points|winning number*|room code|door code*|door access code*|gate code*|gate access code*|entry code*|building code*|building access code*|keypad code*|keybox code*|locker code*|the building|front door|main door|meeting id|meeting code|conference id|dial-in',
		gone: 'has expired|have expired|is expired|expired code|was used|were used|has been used|already used|already been used|no longer valid|was entered|old code|previous code|was changed|has been changed|was reset|has been reset|successfully changed|successfully reset|was cancelled|wrong code|invalid code|not valid|superseded',
		aside:
			"unsubscribe*|opt out|privacy*|terms|help|support|contact*|view in browser|view online|view this email|manage preferences|preferences|settings|app store|google play|download|get the app|follow us|facebook|instagram|linkedin|twitter|youtube|not you|wasn't me|wasn't you|not me|was not me|was not you|secure your account|secure account|report*|cancel*|deny|decline|reject|review activity|learn more|read more|home|website|order|orders|shop|track|delivery|appointment|invoice|faq|blog|terms of service|did not|didn't",
		valid:
			'valid|expire|expires|expiring|expiration|good for|active for|usable|works|accept|accepts|accepted|works for|validity|remains active',
		within: 'within|in the next|for the next|for',
		second: 'second|seconds|sec|secs',
		minute: 'minute|minutes|min|mins|-minute',
		hour: 'hour|hours|hr|hrs',
		day: 'day|days',
		lengths:
			'half an hour=30|one hour=60|an hour=60|two hours=120|five minutes=5|ten minutes=10|fifteen minutes=15|twenty minutes=20|thirty minutes=30|one day=1440|one minute=1|a day=1440|two days=2880|three days=4320|one week=10080|a week=10080',
	},
	{
		tag: 'de',
		code: 'bestätigungscode*|verifizierungscode*|verifikationscode*|sicherheitscode*|prüfcode*|einmalcode*|einmal-code*|einmalpasswort*|einmal-passwort*|einmalkennwort*|einmal-kennwort*|anmeldecode*|anmelde-code*|login-code*|logincode*|zugangscode*|freigabecode*|autorisierungscode*|freischaltcode*|aktivierungscode*|authentifizierungscode*|rücksetzcode*|rücksetzungscode*|resetcode*|reset-code*|wiederherstellungscode*|einmal-pin|zugriffscode*|tan|mtan|smstan|bestätigungs-code|verifizierungsnummer|otp',
		bare: 'code|codes|pin|kennziffer|passcode*',
		act: 'passwort zurücksetzen|passworts zurücksetzen|zurücksetzen ihres passwort*|zurücksetzen deines passwort*|passwort vergessen|kennwort zurücksetzen|kennwort vergessen|passwort-zurücksetzung|zurücksetzen*|setzen sie ihr passwort zurück|setzen sie ihr kennwort zurück|passwort zurückzusetzen|kennwort zurückzusetzen|anmeldung|anmelden|einloggen|bestätigen sie|bestätige dein*|verifizier*|geben sie|gib den|gib diesen|niemals weiter|identität',
		press:
			'passwort zurücksetzen|kennwort zurücksetzen|neues passwort*|neues kennwort*|passwort ändern|passwort festlegen|e-mail bestätigen|e-mail-adresse bestätigen|adresse bestätigen|konto bestätigen|konto aktivieren|konto freischalten|registrierung abschließen|registrierung bestätigen|anmeldung bestätigen|jetzt anmelden|identität bestätigen|einloggen|konto entsperren',
		maybe:
			'bestätigen|verifizieren|aktivieren|anmelden|hier|hier klicken|klicken sie|weiter|folgenden link|diesen link|zurücksetzen',
		other:
			'türcode*|tür-code*|torcode*|zutrittscode*|haustür|schließfach*|bestellung|bestellnummer|bestell-nr|auftrag|auftragsnummer|auftrags-nr|rechnung|rechnungsnummer|rechnungs-nr|rechnung nr|kundennummer|kunden-nr|ticket|ticketnummer|vorgangsnummer|vorgang|aktenzeichen|sendungsnummer|sendung|paket|telefon|tel|telefonnummer|hotline|fax|mobil|gutschein*|gutscheincode*|rabattcode*|aktionscode*|promocode|plz|postleitzahl|fehlercode|fehler|version|seriennummer|modell|kontonummer|iban|blz|endziffern|endet auf|endend auf|betrag|summe|gesamt|gesamtbetrag|preis|hrb|ust-id*|steuernummer|zimmer|raum|buchung*|buchungsnummer|buchungscode|referenz*|referenznummer|mitgliedsnummer|vertragsnummer|qr-code|straße|postfach|kasse|nr|artikel|artikelnummer',
		gone: 'ist abgelaufen|abgelaufene|wurde verwendet|wurde benutzt|bereits verwendet|nicht mehr gültig|wurde geändert|wurde zurückgesetzt|erfolgreich geändert|ungültig',
		aside:
			'abmelden|abbestellen|datenschutz*|impressum|agb|hilfe|kontakt|im browser*|einstellungen|nicht sie|nicht ich|ablehnen|melden|mehr erfahren|bestellung*|sendung*|termin*|rechnung*',
		valid: 'aktiv|funktioniert|gültig|gültigkeit|läuft ab|verfällt|läuft in|verliert|ablaufen',
		within: 'innerhalb|binnen|in den nächsten|für',
		second: 'sekunde|sekunden|sek',
		minute: 'minute|minuten|min|minütig*',
		hour: 'stunde|stunden|std',
		day: 'tag|tage|tagen',
		lengths:
			'eine stunde=60|einer stunde=60|eine halbe stunde=30|einer halben stunde=30|fünf minuten=5|zehn minuten=10|fünfzehn minuten=15|einen tag=1440|eines tages=1440|zwei stunden=120|24 stunden=1440',
	},
	{
		tag: 'nl',
		code: 'verificatiecode*|bevestigingscode*|beveiligingscode*|toegangscode*|inlogcode*|eenmalige code|eenmalig wachtwoord|eenmalige toegangscode|activeringscode*|activatiecode*|controlecode*|authenticatiecode*|herstelcode*|resetcode*|reset-code*|otp',
		bare: 'code|codes|pincode',
		act: 'wachtwoord opnieuw instellen|wachtwoord opnieuw in te stellen|wachtwoord te resetten|wachtwoord te herstellen|wachtwoord resetten|wachtwoord herstellen|wachtwoord vergeten|inloggen|aanmelden|bevestig je|bevestig uw|verifieer|voer deze|voer de|deel deze code',
		press:
			'wachtwoord opnieuw instellen|wachtwoord resetten|wachtwoord herstellen|wachtwoord wijzigen|nieuw wachtwoord*|e-mailadres bevestigen|bevestig je e-mail*|bevestig uw e-mail*|e-mail bevestigen|bevestig e-mail*|account bevestigen|account activeren|activeer je account|inloggen|registratie voltooien',
		maybe: 'bevestigen|bevestig|verifiëren|activeren|klik hier|hier|deze link|onderstaande link|doorgaan',
		other:
			'deurcode*|poortcode*|voordeur|bestelling|bestelnummer|ordernummer|factuur|factuurnummer|klantnummer|ticketnummer|zaaknummer|trackingcode|track-en-tracecode|pakket|zending|telefoon|tel|telefoonnummer|kortingscode*|actiecode*|vouchercode*|cadeaucode|waardebon|postcode|foutcode|versie|serienummer|rekeningnummer|iban|eindigend op|bedrag|totaal|prijs|kvk|kvk-nummer|btw|btw-nummer|reservering*|boekingsnummer|boeking|referentie|referentienummer|lidnummer|kenmerk|polisnummer|kamer|burgerservicenummer|dossiernummer',
		gone: 'is verlopen|is gebruikt|al gebruikt|niet meer geldig|is gewijzigd|werd gewijzigd|ongeldig',
		aside:
			'uitschrijven|afmelden|privacy*|voorwaarden|hulp|contact|bekijk in*|instellingen|weigeren|niet jij|dat was ik niet|bestelling|volg je*',
		valid: 'actief|geldig|verloopt|vervalt|geldigheid',
		within: 'binnen|gedurende|voor',
		second: 'seconde|seconden|sec',
		minute: 'minuut|minuten|min',
		hour: 'uur|uren',
		day: 'dag|dagen',
		lengths: 'een uur=60|één uur=60|half uur=30|een halfuur=30|tien minuten=10|vijf minuten=5|een dag=1440',
	},
];

import type {Language} from './language.ts';

export const nordic: readonly Language[] = [
	{
		tag: 'sv',
		code: 'verifieringskod*|bekräftelsekod*|säkerhetskod*|engångskod*|engångslösenord*|inloggningskod*|aktiveringskod*|åtkomstkod*|autentiseringskod*|återställningskod*',
		bare: 'kod|koden|pinkod|pin-kod*',
		act: 'återställa ditt lösenord|återställ ditt lösenord|återställa lösenord*|återställning av lösenord|glömt lösenord*|logga in|inloggning|bekräfta din|verifiera|ange koden|ange den|dela aldrig',
		press:
			'återställ lösenord*|återställ ditt lösenord|byt lösenord|nytt lösenord|välj nytt lösenord|bekräfta e-post*|bekräfta din e-post*|bekräfta konto*|bekräfta ditt konto|aktivera konto*|aktivera ditt konto|verifiera e-post*|verifiera din e-post*|logga in|slutför registrering*',
		maybe: 'bekräfta|verifiera|aktivera|klicka här|här|länken nedan|fortsätt',
		other:
			'order|ordernummer|beställning|beställningsnummer|faktura|fakturanummer|ocr|kundnummer|ärende|ärendenummer|paket|kollinummer|försändelse|spårningsnummer|telefon|tel|telefonnummer|ring|rabattkod*|kampanjkod*|presentkort*|värdekod*|postnummer|felkod|version|serienummer|kontonummer|bankgiro|slutar på|slutar med|belopp|summa|totalt|pris|organisationsnummer|org.nr|bokning|bokningsnummer|bokningskod|referens|referensnummer|medlemsnummer|rum|personnummer',
		gone: 'har gått ut|har använts|redan använts|användes|inte längre giltig|har ändrats|har återställts|ändrades|ogiltig',
		aside:
			'avregistrera*|avsluta prenumeration*|integritet*|villkor|hjälp|kontakt*|visa i webbläsare*|inställningar|inte du|inte jag|avvisa|neka|order|paket|spåra*',
		valid: 'aktiv|giltig|giltigt|gäller|upphör|går ut|giltighetstid',
		within: 'inom|under',
		second: 'sekund|sekunder|sek',
		minute: 'minut|minuter|min',
		hour: 'timme|timmar|tim',
		day: 'dag|dagar|dygn',
		lengths: 'en timme=60|en halvtimme=30|tio minuter=10|fem minuter=5|ett dygn=1440|en dag=1440',
	},
	{
		tag: 'da',
		code: 'bekræftelseskode*|bekræftelseskoden|verifikationskode*|verificeringskode*|sikkerhedskode*|engangskode*|engangsadgangskode*|engangspassword|loginkode*|login-kode*|aktiveringskode*|adgangskode til engangsbrug|godkendelseskode*',
		bare: 'kode|koden|pinkode*|pin-kode*',
		act: 'nulstille din adgangskode|nulstil din adgangskode|nulstil adgangskode*|nulstille adgangskode*|nulstilling af*|glemt adgangskode|log ind|logge ind|login|bekræft din|bekræft dit|verificer|indtast koden|indtast den|indtast denne',
		press:
			'nulstil adgangskode*|nulstil din adgangskode|ny adgangskode|skift adgangskode|bekræft e-mail*|bekræft din e-mail*|bekræft mail*|bekræft konto*|bekræft din konto|aktiver konto*|aktivér konto*|aktiver din konto|log ind|fuldfør registrering*|verificer e-mail*',
		maybe: 'bekræft|verificer|aktiver|klik her|her|linket nedenfor|fortsæt',
		other:
			'ordre|ordrenummer|ordrenr|bestilling|bestillingsnummer|faktura|fakturanummer|kundenummer|sagsnummer|sag|pakke|pakkenummer|forsendelse|trackingnummer|telefon|tlf|telefonnummer|ring|rabatkode*|kampagnekode*|gavekort*|kuponkode*|postnummer|fejlkode|version|serienummer|kontonummer|reg.nr|ender på|slutter på|beløb|total|pris|cvr|cvr-nr|booking|bookingnummer|reference|referencenummer|medlemsnummer|lokale|cpr',
		gone: 'er udløbet|er blevet brugt|blev brugt|allerede brugt|ikke længere gyldig|er blevet ændret|blev ændret|er ændret|ugyldig',
		aside:
			'afmeld*|privatliv*|vilkår|hjælp|kontakt*|vis i browser*|indstillinger|ikke dig|ikke mig|afvis|ordre|pakke|spor*',
		valid: 'aktiv|gyldig|gyldigt|udløber|gælder',
		within: 'inden for|inden|i løbet af',
		second: 'sekund|sekunder|sek',
		minute: 'minut|minutter|min',
		hour: 'time|timer',
		day: 'dag|dage|døgn',
		lengths: 'en time=60|én time=60|en halv time=30|ti minutter=10|fem minutter=5|et døgn=1440|en dag=1440',
	},
	{
		tag: 'nb',
		code: 'bekreftelseskode*|bekreftelseskoden|verifiseringskode*|verifikasjonskode*|sikkerhetskode*|engangskode*|engangspassord*|innloggingskode*|påloggingskode*|aktiveringskode*|tilgangskode*|autentiseringskode*',
		bare: 'kode|koden|pinkode*|pin-kode*',
		act: 'tilbakestille passord*|tilbakestill passord*|tilbakestille ditt passord|nullstille passord*|nullstill passord*|glemt passord*|logge inn|logg inn|logg på|innlogging|bekreft din|bekreft e-post*|verifiser|skriv inn koden|skriv den inn|del aldri',
		press:
			'tilbakestill passord*|tilbakestill passordet|nullstill passord*|nytt passord|endre passord|bekreft e-post*|bekreft din e-post*|bekreft konto*|bekreft kontoen|aktiver konto*|aktiver kontoen|verifiser e-post*|logg inn|logg på|fullfør registrering*',
		maybe: 'bekreft|verifiser|aktiver|klikk her|her|lenken under|lenken nedenfor|fortsett',
		other:
			'ordre|ordrenummer|bestilling|bestillingsnummer|faktura|fakturanummer|kid|kundenummer|sak|saksnummer|pakke|pakkenummer|sending|sendingsnummer|sporingsnummer|telefon|tlf|telefonnummer|ring|rabattkode*|kampanjekode*|gavekort*|verdikode*|postnummer|feilkode|versjon|serienummer|kontonummer|slutter på|ender på|beløp|sum|totalt|pris|org.nr|organisasjonsnummer|bestillingsreferanse|referanse|referansenummer|medlemsnummer|rom|fødselsnummer',
		gone: 'har utløpt|er utløpt|er brukt|ble brukt|allerede brukt|ikke lenger gyldig|er endret|ble endret|ugyldig',
		aside:
			'meld deg av|avmeld*|personvern*|vilkår|hjelp|kontakt*|vis i nettleser*|innstillinger|ikke deg|ikke meg|avvis|ordre|pakke|spor*',
		valid: 'aktiv|gyldig|utløper|gjelder|varer i',
		within: 'innen|i løpet av',
		second: 'sekund|sekunder|sek',
		minute: 'minutt|minutter|min',
		hour: 'time|timer',
		day: 'dag|dager|døgn',
		lengths: 'en time=60|én time=60|en halvtime=30|ti minutter=10|fem minutter=5|ett døgn=1440|en dag=1440',
	},
	{
		tag: 'fi',
		code: 'vahvistuskood*|vahvistuskoodi*|turvakood*|kertakäyttökood*|kertakäyttöinen koodi|kertakäyttöinen salasana|kertakäyttösalasan*|kirjautumiskood*|varmennuskood*|aktivointikood*|tunnistautumiskood*|varmistuskood*|kertakood*',
		bare: 'koodi*|koodin|pin-koodi*|tunnusluku*',
		act: 'palauttaa salasanasi|salasanan palaut*|salasanan vaihto*|salasanan nollau*|nollaa salasana*|unohditko salasana*|unohtunut salasana*|kirjautu*|kirjaudu|vahvista sähköpost*|vahvista henkilöllisyy*|syötä koodi|anna koodi|älä jaa',
		press:
			'palauta salasana*|vaihda salasana*|nollaa salasana*|aseta uusi salasana|uusi salasana|vahvista sähköpost*|vahvista tili*|vahvista osoite*|aktivoi tili*|kirjaudu sisään|kirjaudu|viimeistele rekisteröinti*',
		maybe: 'vahvista|aktivoi|klikkaa tästä|napsauta tästä|tästä|alla olevaa linkkiä|jatka',
		other:
			'tilaus|tilausnumero*|tilauksen*|lasku|laskunumero*|laskun|asiakasnumero*|viitenumero*|viite|tapausnumero|lähetys|lähetysnumero|lähetystunnus|seurantakoodi*|paketti|puhelin|puh|puhelinnumero|soita|alennuskood*|lahjakort*|kampanjakood*|tarjouskood*|postinumero|virhekood*|versio|sarjanumero|tilinumero|päättyy numeroihin|päättyvä|summa|yhteensä|hinta|y-tunnus|varaus|varausnumero|varaustunnus|jäsennumero|huone|henkilötunnus',
		gone: 'on vanhentunut|on käytetty|käytettiin|jo käytetty|ei ole enää voimassa|on vaihdettu|vaihdettiin|virheellinen',
		aside:
			'peruuta tilaus|poistu listalta|tietosuoja*|ehdot|ohje*|tuki|ota yhteyttä|näytä selaimessa|asetukset|en ollut minä|hylkää|tilaus*|paketti*|seuraa*',
		valid: 'voimassa|vanhenee|vanhentuu|umpeutuu|kelpaa',
		within: 'kuluessa|sisällä|ajan',
		second: 'sekunti|sekuntia|sekunnin|s',
		minute: 'minuutti|minuuttia|minuutin|min',
		hour: 'tunti|tuntia|tunnin|h',
		day: 'päivä|päivää|päivän|vuorokausi|vuorokautta|vuorokauden',
		lengths:
			'yhden tunnin=60|tunnin=60|tunnin ajan=60|puoli tuntia=30|puolen tunnin=30|kymmenen minuuttia=10|kymmenen minuutin=10|viisi minuuttia=5|vuorokauden=1440',
	},
];

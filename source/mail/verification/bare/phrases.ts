import {foldedLine, plainLine} from '../characters.ts';

const listed = (words: string): readonly string[] =>
	words.split('|').map(word => foldedLine(plainLine(word)));

/** What may stand before `code` where nothing says what it is the code of. From memory, as all words of `words/` are. */
export const leads: ReadonlySet<string> = new Set(
	listed(
		[
			'your|the|this|a|my|here|is|use|enter|please|following|new|pin|one',
			'ihr|ihre|dein|deine|der|die|den|das|dieser|diesen|hier|ist|lautet|bitte|neuer',
			'uw|je|jouw|de|deze|dit|nieuwe|gebruik',
			'votre|ton|le|ce|voici|voilà|est|nouveau|utilisez|saisissez',
			'su|tu|el|este|aquí|está|tiene|es|nuevo|seu|sua|teu|o|esse|aqui|novo',
			'il|tuo|suo|questo|ecco|è|nuovo|acesta|iată',
			'din|ditt|den|här|her|är|er|tässä|on',
			'twój|oto|jest|to|váš|tvůj|zde|je|az|ön|itt|ваш|твой|вот|это|твій|ось|це|işte|sizin|ο|το',
			'您的|你的|您|此|本次|请使用|請使用|あなたの|お客様の|귀하의|회원님의|고객님의|आपका',
		].join('|'),
	),
);

/** What may stand between `code` and the code. */
export const links: ReadonlySet<string> = new Set(
	listed(
		[
			'is|are|ist|lautet|est|es|é|è|är|er|on|to|jest|je|este|dumneavoastră|tău|dvs|это|це|din|ditt|min|mitt|twój',
			'σας|είναι|है|هو|الخاص|بك|شما|הוא|שלך|ของคุณคือ|คือ|của|bạn|là|anda|adalah',
			'是|为|為|は|가|는|은',
		].join('|'),
	),
);

/** What may stand behind the code, or behind a `code` that follows it, up to the end of the sentence. */
export const tails: ReadonlySet<string> = new Set(
	listed(
		'です|になります|でございます|입니다|이에요|예요|dir|dır|tir|tır|dur|dür|kullanın|kullanınız|girin|giriniz|है|ครับ|ค่ะ',
	),
);

/** What asks for a number to be typed, before it. */
export const orders: readonly string[] = listed(
	[
		'use|enter|type|type in|fill in|input|use the number|enter the number',
		'geben sie|geben sie bitte|gib|gib bitte|verwenden sie|verwende|nutzen sie|nutze|benutzen sie',
		'gebruik|voer|vul|typ|utilisez|utilise|saisissez|entrez|tapez',
		'usa|utilice|utiliza|introduzca|introduce|ingrese|ingresa|utilize|digite|insira|introduza',
		'usi|utilizza|utilizzi|inserisci|inserisca|immetti|digita|folosiți|introduceți',
		'använd|ange|skriv|brug|indtast|bruk|skriv inn|käytä',
		'użyj|wpisz|wprowadź|použijte|zadejte|используйте|введите|використайте|введіть',
		'使用|输入|輸入|nhập|gunakan|masukkan',
	].join('|'),
);

/** The same, behind it. */
export const ordersAfter: readonly string[] = listed(
	'を入力|をご入力|を使用|をお使い|を使って|을 입력|를 입력|을(를) 입력|을 사용|를 사용|을(를) 사용|girin|giriniz|kullanın|kullanınız|sayısını girin',
);

/** What numbers of short mails are of, and no code that is typed to sign in: amounts, measures, doors, lockers. */
export const figures: ReadonlySet<string> = new Set(
	listed(
		[
			'payment|paid|temperature|humidity|reading|readings|meter|files|folders|errors|rows|records|lottery|draw|prize|winner',
			'score|visitors|subscribers|followers|sales|stock|count|backup|backups|disk|disks|volume|snapshot|alarm|door|doors',
			'gate|garage|locker|lock|building|elevator|wifi|wi-fi|ssid|extension|donation|salary|sensor|parking|pickup|pick-up',
			'collection|delivery|courier|driver|table|queue|product|entrance|apartment|keypad|keybox',
			'zahlung|temperatur|zählerstand|dateien|fehler|besucher|bestand|sicherung|festplatte|laufwerk|tür|haustür|türcode',
			'torcode|schließfach|schloss|gebäude|aufzug|wlan|spende|gehalt|parkplatz|abholung|abholcode|lieferung|lotto',
			'betaling|temperatuur|meterstand|bestanden|fouten|bezoekers|schijf|deur|deurcode|poort|kluis|gebouw|ophalen|levering',
			'paiement|température|compteur|fichiers|erreurs|visiteurs|ventes|sauvegarde|disque|alarme|porte|portail|casier',
			'immeuble|bâtiment|digicode|ascenseur|don|salaire|retrait|livraison|loterie|pago|temperatura|contador|archivos|errores',
			'ventas|respaldo|disco|alarma|puerta|portón|garaje|taquilla|edificio|portal|recogida|entrega|lotería',
			'pagamento|contatore|errori|vendite|allarme|porta|portone|cancello|ritiro|consegna|parcheggio|lotteria',
			'arquivos|ficheiros|erros|vendas|portão|garagem|prédio|edifício|retirada|loteria',
			'оплата|платеж|температура|показания|файлов|ошибок|диск|диска|дверь|двери|домофон|домофона|ворота|ворот|подъезд',
			'подъезда|гараж|лотерея|выдачи|доставка|ödeme|sıcaklık|sayaç|dosya|disk|kapı|kapısı|garaj|bina|otopark|teslimat|piyango',
		].join('|'),
	),
);

/** The same in writing without blanks. */
export const figuresWithin: readonly string[] = listed(
	[
		'付款|温度|溫度|读数|讀數|文件|硬盘|硬碟|磁盘|磁碟|备份|備份|门禁|門禁|门锁|門鎖|开门|開門|车库|車庫|大楼|大樓|取货|取貨|取件|中奖|中獎|彩票',
		'ファイル|ディスク|バックアップ|ドア|玄関|入室|解錠|宅配|駐車|抽選|当選|온도|파일|디스크|백업|출입|현관|도어|주차|당첨|택배',
	].join('|'),
);

/** How the subject of what a person answers or hands on begins. */
export const answers: ReadonlySet<string> = new Set(
	listed(
		're|fw|fwd|aw|wg|tr|sv|vs|vl|rv|enc|antw|odp|pd|ynt|ilt|回复|回覆|答复|转发|轉寄|返信|転送|회신|전달',
	),
);

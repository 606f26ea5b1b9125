import type {Language} from './language.ts';

export const easternEurope: readonly Language[] = [
	{
		tag: 'pl',
		code: 'kod weryfikacyjny|kodu weryfikacyjnego|kodem weryfikacyjnym|kod potwierdzający|kod potwierdzenia|kod bezpieczeństwa|kod dostępu|kod logowania|kod autoryzacyjny|kod autoryzacji|kod uwierzytelniający|kod aktywacyjny|kod jednorazowy|jednorazowy kod|jednorazowe hasło|hasło jednorazowe|hasło tymczasowe|kod sms|kod resetowania|kod do logowania|kod odzyskiwania',
		bare: 'kod|kodu|kodem|pin',
		act: 'zresetować hasło|resetowanie hasła|resetowania hasła|reset hasła|zresetuj hasło|odzyskiwanie hasła|zapomniałeś hasła|nie pamiętasz hasła|zmiana hasła|zmiany hasła|zalogować|logowanie|logowania|zaloguj*|potwierdź swój*|potwierdź adres|zweryfikuj*|wpisz kod|wprowadź*|nie udostępniaj*|nikomu nie podawaj',
		press:
			'zresetuj hasło|ustaw nowe hasło|nowe hasło|zmień hasło|potwierdź adres*|potwierdź e-mail|potwierdź email|potwierdź konto|potwierdź rejestrację|zweryfikuj adres*|zweryfikuj e-mail|zweryfikuj konto|aktywuj konto|zaloguj się|dokończ rejestrację',
		maybe: 'potwierdź|zweryfikuj|aktywuj|kliknij tutaj|tutaj|kliknij|poniższy link|kontynuuj',
		other:
			'zamówienie|zamówienia|numer zamówienia|nr zamówienia|faktura|faktury|numer faktury|numer klienta|nr klienta|zgłoszenie|numer zgłoszenia|numer sprawy|sprawa|przesyłka|numer przesyłki|paczka|numer śledzenia|telefon|tel|infolinia|zadzwoń|faks|kod rabatowy|kod promocyjny|kupon*|bon|karta podarunkowa|kod pocztowy|kod błędu|wersja|numer seryjny|model|numer konta|numer rachunku|iban|kończąca się na|kończącą się na|zakończona|kwota|suma|razem|cena|nip|regon|krs|rezerwacja|numer rezerwacji|numer referencyjny|numer członkowski|umowa|pokój|ul|kod kreskowy|kod qr',
		gone: 'wygasł|stracił ważność|został użyty|został wykorzystany|już użyty|już wykorzystany|nie jest już ważny|zostało zmienione|została zmieniona|zostało zresetowane|nieprawidłowy',
		aside:
			'wypisz się|rezygnacja|prywatności|prywatność|regulamin|pomoc|kontakt*|zobacz w przeglądarce|preferencje|ustawienia|to nie ja|odrzuć|anuluj|dowiedz się*|zamówieni*|przesyłk*|śledź*|faktur*',
		valid: 'aktywny|aktywna|ważny|ważne|ważność|wygasa|wygaśnie|traci ważność',
		within: 'w ciągu|przez',
		second: 'sekunda|sekundy|sekund|sek',
		minute: 'minuta|minuty|minut|minutę|min',
		hour: 'godzina|godziny|godzin|godzinę|godz',
		day: 'dzień|dni|doba|doby',
		lengths:
			'jedną godzinę=60|przez godzinę=60|pół godziny=30|godziny=60|jeden dzień=1440|dziesięć minut=10|pięć minut=5|jedną dobę=1440',
	},
	{
		tag: 'cs',
		code: 'ověřovací kód*|ověřovacího kódu|ověřovacím kódem|potvrzovací kód*|bezpečnostní kód*|přihlašovací kód*|přístupový kód*|autorizační kód*|autentizační kód*|aktivační kód*|jednorázový kód*|jednorázové heslo|dočasné heslo|kód pro přihlášení|kód pro obnovení*|kód pro ověření|kód k ověření|sms kód',
		bare: 'kód|kódu|kódem|pin',
		act: 'obnovení hesla|obnovit heslo|obnovu hesla|obnova hesla|resetování hesla|resetovat heslo|reset hesla|zapomenuté heslo|zapomněli jste heslo|změna hesla|změnu hesla|přihlášení|přihlásit|přihlaste*|potvrďte svou*|potvrďte svůj*|ověřte*|zadejte|nikomu nesdělujte|nesdílejte',
		press:
			'obnovit heslo|resetovat heslo|nastavit nové heslo|nové heslo|změnit heslo|potvrdit e-mail*|potvrdit email*|potvrdit adresu|potvrdit účet|potvrdit registraci|ověřit e-mail*|ověřit email*|ověřit adresu|ověřit účet|aktivovat účet|přihlásit se|dokončit registraci',
		maybe: 'potvrdit|ověřit|aktivovat|klikněte zde|zde|následující odkaz|tento odkaz|pokračovat',
		other:
			'objednávka|objednávky|číslo objednávky|faktura|číslo faktury|zákaznické číslo|číslo zákazníka|požadavek|číslo případu|číslo jednací|zásilka|zásilky|číslo zásilky|sledovací číslo|balík|telefon|tel|volejte|infolinka|fax|slevový kód|slevový kupón|kupon*|kupón*|dárkový poukaz|poukaz*|psč|chybový kód|kód chyby|verze|sériové číslo|model|číslo účtu|iban|končící na|končící|částka|celkem|cena|ič|ičo|dič|rezervace|číslo rezervace|variabilní symbol|referenční číslo|členské číslo|smlouva|místnost|ulice',
		gone: 'vypršel|vypršela platnost|byl použit|byl již použit|již použit|již není platný|bylo změněno|byla změněna|bylo obnoveno|neplatný',
		aside:
			'odhlásit odběr|odhlásit*|soukromí|podmínky|nápověda|pomoc|kontakt*|zobrazit v prohlížeči|předvolby|nastavení|nebyl jsem to já|odmítnout|zrušit|více informací|objednávk*|zásilk*|sledovat*|faktur*',
		valid: 'aktivní|platný|platí|platnost|vyprší|platná',
		within: 'do|během|po dobu',
		second: 'sekunda|sekundy|sekund|s',
		minute: 'minuta|minuty|minut|minutu|min',
		hour: 'hodina|hodiny|hodin|hodinu|hod',
		day: 'den|dny|dní|dnů',
		lengths:
			'jednu hodinu=60|půl hodiny=30|hodinu=60|jeden den=1440|deset minut=10|pět minut=5|dvě hodiny=120',
	},
	{
		tag: 'hu',
		code: 'ellenőrző kód*|ellenőrzőkód*|megerősítő kód*|megerősítőkód*|biztonsági kód*|hitelesítő kód*|hitelesítési kód*|hitelesítőkód*|azonosító kód*|azonosítókód*|belépési kód*|belépőkód*|bejelentkezési kód*|aktiváló kód*|aktiválókód*|aktivációs kód*|egyszeri kód*|egyszer használatos kód*|egyszer használatos jelsz*|egyszeri jelsz*|ideiglenes jelsz*|jóváhagyó kód*|visszaállítási kód*|visszaállító kód*|igazoló kód*',
		bare: 'kód|kódot|kódja|kódod|pin-kód|pin',
		act: 'jelszó visszaállít*|jelszavának visszaállít*|jelszavad visszaállít*|jelszó-visszaállít*|elfelejtett jelszó|új jelszó|jelszó módosít*|bejelentkez*|belépés*|erősítse meg|erősítsd meg|adja meg|add meg|írja be|írd be|ne ossza meg*|ne add meg*',
		press:
			'jelszó visszaállítása|jelszó módosítása|új jelszó beállítása|új jelszó megadása|új jelszó|e-mail cím megerősítése|e-mail-cím megerősítése|email megerősítése|cím megerősítése|fiók megerősítése|fiók aktiválása|regisztráció megerősítése|bejelentkezés|belépés|regisztráció befejezése',
		maybe: 'megerősítés|megerősítem|aktiválás|kattintson ide|kattints ide|ide|az alábbi link*|tovább',
		other:
			'rendelés|rendelésszám|rendelési szám|megrendelés|számla|számlaszám|számla sorszáma|ügyfélszám|ügyfélazonosító|ügyszám|bejelentés száma|csomag|csomagszám|küldemény|nyomkövetési szám|telefon|tel|telefonszám|hívja|fax|kuponkód*|kupon*|kedvezménykód*|akciós kód*|utalvány*|ajándékkártya|irányítószám|hibakód*|verzió|sorozatszám|gyári szám|modell|bankszámlaszám|iban|végződő|végű|összeg|összesen|fizetendő|ára|az ár|adószám|cégjegyzékszám|foglalás|foglalási szám|foglalási kód|hivatkozási szám|tagsági szám|szerződésszám|szoba|utca|vonalkód|qr-kód',
		gone: 'lejárt|felhasználták|már felhasznált*|felhasználásra került|már nem érvényes|megváltozott|megváltoztatták|módosították|módosult|érvénytelen',
		aside:
			'leiratkozás|adatvédelm*|feltételek|súgó|segítség|kapcsolat|megtekintés böngészőben|beállítások|nem én voltam|elutasít*|mégse|további információ|rendelés*|csomag*|nyomon követés*|számla',
		valid: 'aktív|érvényes|lejár|érvényessége',
		within: 'belül|keresztül',
		second: 'másodperc*|mp',
		minute: 'perc*',
		hour: 'óra|óráig|órán|órás',
		day: 'nap|napig|napon',
		lengths:
			'egy óra=60|egy óráig=60|egy órán=60|fél óra=30|fél óráig=30|tíz percig=10|öt percig=5|egy napig=1440',
	},
	{
		tag: 'tr',
		code: 'doğrulama kod*|onay kod*|güvenlik kod*|giriş kod*|erişim kod*|aktivasyon kod*|kimlik doğrulama kod*|tek kullanımlık şifre*|tek kullanımlık parola*|tek kullanımlık kod*|tek seferlik kod*|tek seferlik şifre*|tek seferlik parola*|geçici şifre*|sıfırlama kod*|kurtarma kod*|otp',
		bare: 'kod|kodu|kodunuz|kodun|kodunu|pin',
		act: 'şifrenizi sıfırla*|şifreni sıfırla*|şifre sıfırlama|parolanızı sıfırla*|parola sıfırlama|şifremi unuttum|şifrenizi mi unuttunuz|oturum aç*|giriş yap*|doğrulay*|doğrulamak*|kimliğinizi*|girin|giriniz|kimseyle paylaşma*',
		press:
			'şifremi sıfırla|şifreyi sıfırla|şifrenizi sıfırlayın|parolayı sıfırla|yeni şifre*|yeni parola*|şifreyi değiştir|şifremi değiştir|e-postamı doğrula|e-postayı doğrula|e-posta adresimi doğrula*|e-posta adresini doğrula*|e-posta adresinizi doğrulayın|hesabımı doğrula|hesabı doğrula|hesabımı onayla|hesabımı etkinleştir|hesabı etkinleştir|oturum aç|giriş yap|kaydı tamamla',
		maybe: 'doğrula|onayla|etkinleştir|tıklayın|buraya tıklayın|buradan|aşağıdaki bağlantı*|devam et',
		other:
			'sipariş|sipariş no|sipariş numarası|siparişiniz|fatura|fatura no|fatura numarası|müşteri no|müşteri numarası|talep no|talep numarası|dosya no|başvuru no|kargo|kargo takip*|takip no|takip numarası|gönderi|telefon|tel|telefon numarası|arayın|faks|indirim kodu|kupon*|kampanya kodu|promosyon kodu|hediye kartı|hediye çeki|posta kodu|hata kodu|sürüm|versiyon|seri no|seri numarası|model|hesap no|hesap numarası|iban|ile biten|tutar|toplam|fiyat|vergi no|mersis|rezervasyon|rezervasyon no|pnr|referans|referans no|üyelik no|sözleşme no|oda|sokak|cadde|no',
		gone: 'süresi doldu|süresi dolmuş|kullanıldı|kullanılmış|artık geçerli değil|değiştirildi|sıfırlandı|geçersiz',
		aside:
			'aboneliği iptal*|abonelikten*|gizlilik*|koşullar|yardım|iletişim|tarayıcıda görüntüle|tercihler|ayarlar|ben değildim|reddet|iptal*|daha fazla bilgi|sipariş*|kargo*|takip*|fatura*',
		valid: 'etkin|aktif|geçerli|geçerlidir|geçerlilik|süresi',
		within: 'içinde|boyunca|süreyle',
		second: 'saniye|sn',
		minute: 'dakika|dk',
		hour: 'saat',
		day: 'gün',
		lengths: 'bir saat=60|yarım saat=30|on dakika=10|beş dakika=5|bir gün=1440|iki saat=120',
	},
	{
		tag: 'el',
		code: 'κωδικός επαλήθευσης|κωδικό επαλήθευσης|κωδικού επαλήθευσης|κωδικός επιβεβαίωσης|κωδικό επιβεβαίωσης|κωδικός ασφαλείας|κωδικό ασφαλείας|κωδικός μίας χρήσης|κωδικό μίας χρήσης|κωδικός μιας χρήσης|κωδικό μιας χρήσης|κωδικός σύνδεσης|κωδικό σύνδεσης|κωδικός ταυτοποίησης|κωδικός ενεργοποίησης|κωδικό ενεργοποίησης|προσωρινός κωδικός|προσωρινό κωδικό|κωδικός επαναφοράς|κωδικό επαναφοράς|otp',
		bare: 'κωδικός|κωδικό|κωδικού|pin',
		act: 'επαναφορά κωδικού|επαναφορά του κωδικού|επαναφέρετε τον κωδικό|επαναφορά συνθήματος|ξεχάσατε τον κωδικό|συνδεθείτε|σύνδεση|είσοδο*|επιβεβαιώστε|επαληθεύστε|εισαγάγετε|πληκτρολογήστε|καταχωρίστε|μην τον κοινοποι*|μην κοινοποι*',
		press:
			'επαναφορά κωδικού*|επαναφορά του κωδικού|νέος κωδικός|αλλαγή κωδικού|επιβεβαίωση email|επιβεβαίωση e-mail|επιβεβαίωση διεύθυνσης*|επιβεβαίωση λογαριασμού|επαλήθευση email|επαλήθευση e-mail|επαλήθευση διεύθυνσης*|επαλήθευση λογαριασμού|ενεργοποίηση λογαριασμού|σύνδεση|ολοκλήρωση εγγραφής',
		maybe: 'επιβεβαίωση|επαλήθευση|ενεργοποίηση|κάντε κλικ εδώ|πατήστε εδώ|εδώ|παρακάτω σύνδεσμο|συνέχεια',
		other:
			'παραγγελία|παραγγελίας|αριθμός παραγγελίας|τιμολόγιο|αριθμός τιμολογίου|αριθμός πελάτη|κωδικός πελάτη|αίτημα|αριθμός αιτήματος|αριθμός πρωτοκόλλου|αποστολή|αριθμός αποστολής|δέμα|κωδικός αποστολής|τηλέφωνο|τηλ|καλέστε|φαξ|κωδικός έκπτωσης|εκπτωτικός κωδικός|κουπόνι*|κωδικός προσφοράς|δωροκάρτα|τ.κ.|τκ|ταχυδρομικός κώδικας|κωδικός σφάλματος|έκδοση|σειριακός αριθμός|μοντέλο|αριθμός λογαριασμού|iban|που λήγει σε|ποσό|σύνολο|τιμή|αφμ|κράτηση|αριθμός κράτησης|κωδικός κράτησης|αναφορά|αριθμός μέλους|συμβόλαιο|δωμάτιο|οδός',
		gone: 'έχει λήξει|έληξε|χρησιμοποιήθηκε|έχει χρησιμοποιηθεί|δεν ισχύει πλέον|άλλαξε|έχει αλλάξει|μη έγκυρος',
		aside:
			'διαγραφή από*|απεγγραφή|απορρήτου|απόρρητο|όροι|βοήθεια|επικοινωνία|προβολή στο*|προτιμήσεις|ρυθμίσεις|δεν ήμουν εγώ|απόρριψη|ακύρωση|μάθετε περισσότερα|παραγγελία*|αποστολή*|τιμολόγιο',
		valid: 'ενεργός|ισχύει|έγκυρος|λήγει|ισχύς|διάρκεια',
		within: 'εντός|μέσα σε|για',
		second: 'δευτερόλεπτο|δευτερόλεπτα|δευτερολέπτων',
		minute: 'λεπτό|λεπτά|λεπτών|λεπτού',
		hour: 'ώρα|ώρες|ωρών|ώρας',
		day: 'ημέρα|ημέρες|ημερών|μέρες',
		lengths: 'μία ώρα=60|μια ώρα=60|μισή ώρα=30|δέκα λεπτά=10|πέντε λεπτά=5|μία ημέρα=1440',
	},
	{
		tag: 'ru',
		code: 'код подтверждения|кода подтверждения|коды подтверждения|проверочный код|проверочного кода|код безопасности|код доступа|код для входа|код входа|код авторизации|код активации|код верификации|код проверки|код аутентификации|код для подтверждения|код для восстановления|код восстановления|код для сброса|код сброса|одноразовый код|одноразовый пароль|одноразового пароля|временный пароль|разовый код|защитный код|секретный код|пин-код|код-пароль|otp',
		bare: 'код|кода|кодом|коды|пин',
		act: 'сброс пароля|сброса пароля|сбросить пароль|восстановление пароля|восстановления пароля|восстановить пароль|восстановления доступа|восстановление доступа|забыли пароль|смена пароля|смены пароля|войти|вход в|входа в|вход на|для входа|подтвердите|подтверждение*|введите|никому не сообщайте|не сообщайте|авторизац*|регистрац*',
		press:
			'сбросить пароль|восстановить пароль|задать новый пароль|создать новый пароль|новый пароль|изменить пароль|сменить пароль|подтвердить адрес*|подтвердить почту|подтвердить email|подтвердить e-mail|подтвердить аккаунт|подтвердить регистрацию|подтвердить учетную запись|активировать аккаунт|активировать учетную запись|войти|завершить регистрацию',
		maybe: 'подтвердить|активировать|нажмите здесь|здесь|по ссылке|следующей ссылке|продолжить',
		other:
			'код двери|код от двери|код домофона|домофон|домофона|код ворот|заказ|заказа|номер заказа|заказ №|счет|счёт|номер счета|счет-фактура|номер клиента|обращение|номер обращения|заявка|номер заявки|отправление|посылка|трек-номер|номер отслеживания|трек-код|телефон|тел|номер телефона|звоните|позвоните|факс|промокод*|код скидки|купон*|скидочный код|сертификат*|подарочная карта|индекс|почтовый индекс|код ошибки|ошибка|версия|серийный номер|модель|лицевой счет|номер карты|карты, оканчивающейся на|оканчивающейся на|заканчивающейся на|сумма|итого|всего|цена|стоимость|инн|огрн|кпп|бронь|бронирование|номер брони|код брони|номер договора|договор|кабинет|комната|улица|дом|штрих-код|код города|id',
		gone: 'истек|истёк|срок действия истек*|был использован|уже использован|использован|больше не действителен|был изменен|изменён|изменен|был сброшен|недействителен|неверный код',
		aside:
			'отписаться|отписка|конфиденциальност*|условия|помощь|поддержка|контакты|открыть в браузере|настройки|это не я|отклонить|отмена|отменить|подробнее|заказ*|отследить*|доставк*|счет',
		valid:
			'действителен|действительна|действует|действительно|срок действия|истекает|истечет|истечёт|годен|активен|активна',
		within: 'в течение|течение',
		second: 'секунда|секунды|секунд|сек',
		minute: 'минута|минуты|минут|минуту|мин',
		hour: 'час|часа|часов|ч',
		day: 'день|дня|дней|сутки|суток',
		lengths:
			'один час=60|одного часа=60|в течение часа=60|полчаса=30|получаса=30|десять минут=10|десяти минут=10|пять минут=5|пяти минут=5|одни сутки=1440|суток=1440|двух часов=120',
	},
	{
		tag: 'uk',
		code: 'код підтвердження|коду підтвердження|код перевірки|перевірочний код|код безпеки|код доступу|код для входу|код входу|код авторизації|код активації|код верифікації|код автентифікації|код відновлення|код для відновлення|код скидання|код для скидання|одноразовий код|одноразовий пароль|одноразового пароля|тимчасовий пароль|пін-код',
		bare: 'код|коду|кодом|коди|пін',
		act: 'скидання пароля|скинути пароль|відновлення пароля|відновити пароль|відновлення доступу|забули пароль|зміна пароля|зміни пароля|увійти|вхід до|входу до|вхід в|для входу|підтвердьте|підтвердіть|введіть|нікому не повідомляйте|не повідомляйте|авторизац*|реєстрац*',
		press:
			'скинути пароль|відновити пароль|новий пароль|створити новий пароль|змінити пароль|підтвердити адресу*|підтвердити пошту|підтвердити email|підтвердити e-mail|підтвердити обліковий*|підтвердити реєстрацію|активувати обліковий*|активувати акаунт|увійти|завершити реєстрацію',
		maybe: 'підтвердити|активувати|натисніть тут|тут|за посиланням|наступним посиланням|продовжити',
		other:
			'замовлення|номер замовлення|рахунок|номер рахунку|рахунок-фактура|номер клієнта|звернення|номер звернення|заявка|номер заявки|відправлення|посилка|ттн|номер ттн|трек-номер|телефон|тел|номер телефону|телефонуйте|факс|промокод*|код знижки|купон*|сертифікат*|подарункова карта|індекс|поштовий індекс|код помилки|помилка|версія|серійний номер|модель|що закінчується на|закінчується на|сума|разом|всього|ціна|вартість|єдрпоу|іпн|бронювання|номер бронювання|номер договору|договір|кабінет|кімната|вулиця|вул',
		gone: 'минув|закінчився|термін дії минув|був використаний|було використано|вже використано|використаний|більше не дійсний|було змінено|змінено|недійсний',
		aside:
			'відписатися|відписка|конфіденційн*|умови|допомога|підтримка|контакти|переглянути в браузері|налаштування|це не я|відхилити|скасувати|детальніше|замовлення|відстежити*|доставк*|рахунок',
		valid: 'активний|активна|активне|дійсний|дійсна|дійсне|діє|термін дії|спливає|чинний',
		within: 'протягом|упродовж',
		second: 'секунда|секунди|секунд|сек',
		minute: 'хвилина|хвилини|хвилин|хвилину|хв',
		hour: 'година|години|годин|годину|год',
		day: 'день|дня|дні|днів|доба|доби',
		lengths:
			'одну годину=60|однієї години=60|пів години=30|півгодини=30|десять хвилин=10|десяти хвилин=10|пʼять хвилин=5|одну добу=1440',
	},
];

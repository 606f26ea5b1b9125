/** Words that many mails are made of, in languages that are written in Latin letters; they rest on memory and on no list. */
const lists = [
	// English.
	`a about above access account accounts across action activate active activity add address administrator after again against
	agree alert all allow almost alone along already also although always am an and another answer any anybody anyone anything
	app application apply are area around as ask asked asks at attached attachment attempt authorize authorized automatic
	automatically available avoid away back backup be because been before begin being below beside best better between big block
	blocked both bottom box browser but button buy by call can cancel cannot card care careful case change changed chat check
	choose clear click close code codes come company complete confirm confirmation connect contact contains content continue copy
	correct could country create created current customer daily data date day days dear delete deliver delivered delivery did
	different digit digits directly do document does done down download due during each early easy edit either else email emails
	end enjoy enter error even ever every everybody everyone everything exact expect expected expire expired expires face fail
	failed false fast feel few file files final find fine first five follow following follows for forget forgot form forward four
	free from full further general get gift give given go goes good got great greetings group had half hand happen happened
	happy has have having he head hear hello help her here hi high him his hold home hope hour hours how however identity if
	ignore image images immediately important in include included information inside instead into invoice is issue it item its
	itself join just keep kind know known large last late later learn least leave left less let letter level like limit limited
	line link links list little live log login logo long longer look lost lot low made mail mailbox main make manage many may
	maybe me mean message messages might mind minute minutes missing mobile moment money month months more most move much must
	my name named need needed needs never new news next nice night no nobody none nor not note nothing notice notification now
	number numbers of off offer office often old on once one online only open or order other others our out outside over own
	owner page paid part password passwords pay payment people per person phone picture pictures place please plus point policy
	possible post prefer present press price privacy private problem process product program protect provide public purchase put
	question questions quick quickly quite rather reach read reading ready real really reason receive received recent recently
	record recover regards register remember reminder remove reply report request requested requests require required reset
	respond response result return review right row rules safe same save say says second seconds secret secure security see seen
	select send sender sending sent separate server service session set settings several share she shop short should show sign
	signed signin simple simply since single site six small so some somebody someone something soon sorry special start started
	state status stay step still stop store subject submit such support sure system take taken talk team tell temporary ten
	terms test than thank thanks that the their them then there these they thing things think this those three through ticket
	time times to today together told tomorrow tonight too top total toward true trust try trying turn two type under unless
	unsubscribe until unusual up update updated upon urgent us use used user username users using valid verification verify
	version very via view visit wait want was way we web website week weeks welcome well went were what whatever when whenever
	where whether which while who whoever whole whom whose why will win window wish with within without won word words work
	works world worry would write written wrong year years yes yesterday yet you your yours yourself device devices nas network
	hours footer header banner icon signature photo one-time passcode pin congratulations winner prize money cash viagra casino
	lottery loan credit guarantee guaranteed discount sale deal cheap bonus click act bank transfer million dollars investment`,
	// German.
	`aber alle allem allen aller alles als also am an andere anderen anmelden anmeldung auch auf aus bei beim bestatigen bestatigung
	bis bitte da damit dann darf das dass dein deine deinem deinen deiner dem den denn der deren des dich die dies diese diesem
	diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines er es etwas euch euer falls folgende folgenden
	fur ganz geben gegen gehen gib gibt gilt grusse gultig gut guten hab habe haben hat hatte heute hier ihm ihn ihnen ihr ihre
	ihrem ihren ihrer im immer in innerhalb ist ja jede jeden jeder jetzt kann kein keine keinem keinen keiner klicken konnen konto
	lautet link mail man mehr mein meine mit mussen muss nach nachricht neue neuen neues nicht nichts niemals niemand noch nun nur
	ob oder ohne passwort schon sehr sein seine sich sicherheit sie sind so soll sollte tag tage team uber um und uns unser unsere
	unter viel viele vom von vor war warum was weil weiter wenn wer werden wie wieder wir wird wo wurde wurden zu zum zur zuruck
	zurucksetzen minuten stunden hallo`,
	// French, Spanish, Italian, Portuguese, Dutch.
	`avec bonjour ce cette ces dans de des du elle en est et il je la le les leur ma mais merci mon ne nous ou par pas plus pour que
	qui sa se ses si son sur tout un une veuillez vos votre vous
	como con cuenta del el ella esta este esto gracias hola la las lo los mas mi muy no nos o para pero por que se si sin sobre su
	sus te tu un una usted y ya
	al alla che ciao ci come con da dal della di e gli grazie ha i il in la le lei lo ma mi nel non o per piu puo questo questa se
	sei si sono su tua tuo un una uno vostro
	ao aos as com conta da das de do dos ela ele em esta este eu foi isso mais mas me meu na nao nas no nos o obrigado os ou para
	pelo por que se seu sua um uma voce
	aan als bent bij dat de deze die dit door een en er geen het hier hij hoe ik in is je jij kan met mijn naar niet nog nu of om
	ons onze ook op over te tot uit uw van veel voor wat we wij wordt zijn zo`,
];

/** Small letters without accents. */
export const commonWords: ReadonlySet<string> = new Set(lists.join(' ').split(/\s+/));

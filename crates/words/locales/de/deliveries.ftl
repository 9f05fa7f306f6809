# Was ein Versuch sah, und was folgt.

outcome-taken = { $address } hat sie angenommen.
outcome-answered = { $address } antwortete mit { $status }.
outcome-refused = Auf { $address } lauscht nichts.
outcome-connect-timeout = { $address } nimmt keine Verbindungen an.
outcome-dns = Der Name von { $address } lässt sich nicht auflösen.
outcome-unreachable = Kein Weg im Netz führt zu { $address }.
outcome-tls = Keine vertrauenswürdige TLS-Verbindung zu { $address }.
outcome-timeout = { $address } gab in { $time } keine vollständige Antwort.
outcome-connection-lost = { $address } schloss die Verbindung, bevor eine Antwort kam.
outcome-protocol = Was { $address } gesendet hat, ist kein HTTP.
outcome-unexpected-upgrade = { $address } wechselte das Protokoll, statt zu antworten.
outcome-invalid-request = Mit dieser Callback-URL und diesen Headern lässt sich keine Anfrage bilden.
outcome-local = Dieser Computer konnte nicht senden. Das kostet die Zustellung keinen Versuch.
outcome-authorization = Der Tokenserver gab kein Token für { $address }.
outcome-consent = { $address } hat nicht zugestimmt, Events zu erhalten; daher wurde nichts gesendet.
outcome-transform = Der Transform ergab keine Anfrage; daher wurde nichts gesendet.
outcome-redirects = { $address } leitet weiter ({ $status }). Zustellungen folgen keiner Weiterleitung.
outcome-rejected = { $address } wies die Anfrage ab ({ $status }). Das Secret prüfen, mit dem dort verifiziert wird.
outcome-not-found = { $address } hat unter diesem Pfad nichts (404).
outcome-method = { $address } nimmt unter diesem Pfad kein POST an (405).
outcome-gone = { $address } gibt es nicht mehr (410).
outcome-too-large = Die Nutzlast ist zu groß für { $address } (413).
outcome-rate-limited = { $address } bittet zu warten (429).
outcome-server-error = { $address } scheiterte mit { $status }.
outcome-no-success = { $address } antwortete mit { $status }, was kein Erfolg ist.
outcome-receiver = Der Empfänger

verdict-delivered = Zugestellt.
verdict-next-attempt = Nächster Versuch in { $time }.
verdict-cancelled = Die Zustellung ist abgebrochen.

dead-letter-attempts-used-up = Alle Versuche sind verbraucht.
dead-letter-gone = Das Ziel sagte, es gebe es nicht mehr (410); darum ist es deaktiviert.
dead-letter-not-retryable = Ein neuer Versuch kann nicht helfen.
dead-letter-too-old = Sie ist älter, als ihr Wiederholungsplan erlaubt.
dead-letter-stopped-by-rule = Eine Regel ihres Wiederholungsplans hört bei diesem Status auf.

waits-in-line = Sie wartet auf die Zustellung vor ihr in ihrer Reihe.
waits-for-resume = Sie wartet, bis ihr Ziel fortgesetzt wird.
waits-cancelled = Sie wurde abgebrochen.
waits-sending = Ein Versuch läuft gerade.
waits-for-probe = Zu viele Versuche bei ihrem Ziel schlugen fehl: Sie wartet, bis einer durchkommt. Der nächste folgt in { $time }.
waits-for-first-attempt = Sie wartet auf ihren ersten Versuch.
waits-due-now = Der nächste Versuch ist jetzt fällig.

probe-answers = { $address } antwortet: OPTIONS ergab { $answer } in { $time }.
probe-not-looked-at = { $address } wurde nicht angesehen.

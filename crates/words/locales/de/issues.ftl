# Wie ein Problem heißt.

issue-refused = { $name } lehnt Verbindungen ab
issue-connect-timeout = { $name } nimmt keine Verbindungen an
issue-dns = Die Adresse von { $name } wird nicht aufgelöst
issue-unreachable = { $name } ist nicht erreichbar
issue-tls = { $name } hat kein vertrautes Zertifikat
issue-timeout = { $name } antwortet nicht rechtzeitig
issue-connection-lost = { $name } schließt die Verbindung
issue-protocol = { $name } spricht kein HTTP
issue-unexpected-upgrade = { $name } wechselt das Protokoll
issue-invalid-request = Anfragen an { $name } können nicht gestellt werden
issue-local = Dieser Computer kann nicht an { $name } senden
issue-authorization = Es gibt kein Token für { $name }
issue-transform = Der Transform für { $name } schlägt fehl
issue-consent = { $name } hat nicht zugestimmt, Events zu bekommen
issue-redirects = { $name } leitet um ({ $status })
issue-payload = { $name } weist die Nutzlast ab ({ $status })
issue-rejected = { $name } weist die Anfrage ab ({ $status })
issue-not-found = { $name } hat nichts unter seinem Pfad (404)
issue-method = { $name } nimmt kein POST an (405)
issue-gone = { $name } ist weg (410)
issue-too-large = { $name } nimmt keine so große Nutzlast an (413)
issue-rate-limited = { $name } bittet zu warten (429)
issue-answers = { $name } antwortet { $status }

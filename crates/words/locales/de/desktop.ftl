# Infobereich und Benachrichtigungen.

tray-receiving = Empfängt auf { $address }
tray-paused = Der Empfang ist angehalten
tray-stopped = Empfängt nicht
tray-stopped-because = Empfängt nicht: { $problem }
tray-rate = { $events ->
    [one] { $events } Event pro Minute
   *[other] { $events } Events pro Minute
}
tray-failing = { $destinations ->
    [one] { $rate } · { $destinations } Ziel schlägt fehl
   *[other] { $rate } · { $destinations } Ziele schlagen fehl
}
tray-dead-letters = { $count ->
    [one] ✕ { $count } Dead Letter
   *[other] ✕ { $count } Dead Letters
}
tray-open = Tacklebox öffnen
tray-copy-receiver-url = Empfängeradresse kopieren
tray-send-test-event = Test-Event senden
tray-resume = Empfang fortsetzen
tray-pause = Empfang anhalten
tray-pause-quarter-hour = 15 min
tray-pause-hour = 1 Stunde
tray-pause-until-resumed = Bis zum Fortsetzen
tray-unmute = Benachrichtigungen wieder zeigen
tray-mute = Benachrichtigungen stummschalten
tray-mute-half-an-hour = 30 min
tray-mute-until-morning = Bis morgen 09:00
tray-mute-until-unmuted = Bis ich sie wieder zeige
tray-settings = Einstellungen …
tray-quit = Tacklebox beenden (empfängt dann nichts)

notification-open = Öffnen
notification-replay = Erneut zustellen
notification-mute = 1 Stunde stumm

# Was ein Mensch von Fehlschlägen erfährt.

alert-waiting = { $event_type } wartet. { $next_attempt }
alert-gave-up-title = { $event_type } aufgegeben – { $destination }
alert-gave-up = { $attempts ->
    [one] Nach { $attempts } Versuch aufgegeben. Sie bleibt als Dead Letter erhalten.
   *[other] Nach { $attempts } Versuchen aufgegeben. Sie bleibt als Dead Letter erhalten.
}
alert-back-title = { $destination } ist wieder da
alert-back = { $successes ->
    [one] { $successes } Zustellung wurde angenommen.
   *[other] { $successes } Zustellungen in Folge wurden angenommen.
}
alert-warning-title = { $days ->
    [one] { $destination } schlägt seit { $days } Tag fehl
   *[other] { $destination } schlägt seit { $days } Tagen fehl
}
alert-warning = { $days ->
    [one] Wird in { $days } Tag deaktiviert, wenn bis dahin keine Zustellung gelingt. Was wartet, bleibt erhalten.
   *[other] Wird in { $days } Tagen deaktiviert, wenn bis dahin keine Zustellung gelingt. Was wartet, bleibt erhalten.
}
alert-disabled-title = { $destination } ist deaktiviert
alert-disabled = Die Zustellungen warten, bis das Ziel wieder aktiviert wird.
alert-disabled-gone = Es antwortete mit 410 Gone.
alert-disabled-failing = { $days ->
    [one] Seit { $days } Tag nur Fehlschläge.
   *[other] Seit { $days } Tagen nur Fehlschläge.
}
alert-drift-title = { $event_type } hat die Form geändert
alert-drift-more = { $paths ->
    [one] { $paths } weiterer Pfad hat sich geändert.
   *[other] { $paths } weitere Pfade haben sich geändert.
}
alert-several-deliveries-title = Mehrere Zustellungen schlagen fehl
alert-several-title = { $destinations ->
    [one] { $destinations } Ziel schlägt fehl
   *[other] { $destinations } Ziele schlagen fehl
}
alert-storm = Vielleicht ist das Netz ausgefallen.
alert-nothing-lost = Nichts ist verloren: Events warten und werden erneut versucht.
alert-quiet-title = { $issues ->
    [one] Ruhezeit: { $issues } Problem
   *[other] Ruhezeit: { $issues } Probleme
}
alert-quiet-dead-letters = { $dead_letters ->
    [one] { $issues }, { $dead_letters } Dead Letter
   *[other] { $issues }, { $dead_letters } Dead Letters
}
alert-most-from = Die meisten von { $destination }.

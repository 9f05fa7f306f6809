# What a person is told of failures.

alert-waiting = { $event_type } is waiting. { $next_attempt }
alert-gave-up-title = { $event_type } gave up – { $destination }
alert-gave-up = { $attempts ->
    [one] Gave up after { $attempts } attempt. It is kept as a dead letter.
   *[other] Gave up after { $attempts } attempts. It is kept as a dead letter.
}
alert-back-title = { $destination } is back
alert-back = { $successes ->
    [one] { $successes } delivery was taken.
   *[other] { $successes } deliveries in a row were taken.
}
alert-warning-title = { $days ->
    [one] { $destination } has failed for { $days } day
   *[other] { $destination } has failed for { $days } days
}
alert-warning = { $days ->
    [one] It is disabled in { $days } day unless a delivery succeeds. What waits is kept.
   *[other] It is disabled in { $days } days unless a delivery succeeds. What waits is kept.
}
alert-disabled-title = { $destination } is disabled
alert-disabled = Its deliveries wait until you enable it.
alert-disabled-gone = It answered 410 Gone.
alert-disabled-failing = { $days ->
    [one] Nothing but failures for { $days } day.
   *[other] Nothing but failures for { $days } days.
}
alert-drift-title = { $event_type } changed its shape
alert-drift-more = { $paths ->
    [one] { $paths } more path changed.
   *[other] { $paths } more paths changed.
}
alert-several-deliveries-title = Several deliveries are failing
alert-several-title = { $destinations ->
    [one] { $destinations } destination is failing
   *[other] { $destinations } destinations are failing
}
alert-storm = Your network may be down.
alert-nothing-lost = Nothing is lost: events wait and are tried again.
alert-quiet-title = { $issues ->
    [one] Quiet hours: { $issues } issue
   *[other] Quiet hours: { $issues } issues
}
alert-quiet-dead-letters = { $dead_letters ->
    [one] { $issues }, { $dead_letters } dead letter
   *[other] { $issues }, { $dead_letters } dead letters
}
alert-most-from = Most from { $destination }.

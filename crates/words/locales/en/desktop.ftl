# Tray and notifications.

tray-receiving = Receiving on { $address }
tray-paused = Receiving is paused
tray-stopped = Not receiving
tray-stopped-because = Not receiving: { $problem }
tray-rate = { $events ->
    [one] { $events } event a minute
   *[other] { $events } events a minute
}
tray-failing = { $destinations ->
    [one] { $rate } · { $destinations } destination failing
   *[other] { $rate } · { $destinations } destinations failing
}
tray-dead-letters = { $count ->
    [one] ✕ { $count } dead letter
   *[other] ✕ { $count } dead letters
}
tray-open = Open Tacklebox
tray-copy-receiver-url = Copy receiver URL
tray-send-test-event = Send test event
tray-resume = Resume receiving
tray-pause = Pause receiving
tray-pause-quarter-hour = 15 min
tray-pause-hour = 1 hour
tray-pause-until-resumed = Until I resume
tray-unmute = Unmute notifications
tray-mute = Mute notifications
tray-mute-half-an-hour = 30 min
tray-mute-until-morning = Until 09:00 tomorrow
tray-mute-until-unmuted = Until I unmute
tray-settings = Settings…
tray-quit = Quit Tacklebox (stops receiving)

notification-open = Open
notification-replay = Replay
notification-mute = Mute for 1 hour

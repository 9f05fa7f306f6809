update lone_event_tallies
set
  unrouted = unrouted + ?,
  rejected = rejected + ?

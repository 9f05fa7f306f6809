update lone_event_tallies
set
  unrouted = unrouted + ?1,
  rejected = rejected + ?2

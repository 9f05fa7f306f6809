update replays
set
  cursor = ?3,
  made = made + ?4,
  skipped = skipped + ?5,
  state = coalesce(?6, state),
  ended_at = ?7
where id = ?1 and cursor is ?2 and state = ?8

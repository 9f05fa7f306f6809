update replays
set
  state = ?3,
  ended_at = ?4
where id = ?1 and state in (select value from json_each(?2))

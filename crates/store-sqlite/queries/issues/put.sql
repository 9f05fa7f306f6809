insert into issues (id, state, seen, ended_at, record)
values (?1, ?2, ?3, ?4, ?5)
on conflict (id) do update set
  state = excluded.state,
  seen = excluded.seen,
  ended_at = excluded.ended_at,
  record = excluded.record

insert into learnt_types (source_id, event_type, first_at, last_at, events, baseline, pending)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
on conflict (source_id, event_type) do update set
  last_at = excluded.last_at,
  events = excluded.events,
  baseline = excluded.baseline,
  pending = excluded.pending

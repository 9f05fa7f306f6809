-- Deliveries that are over, in the order of making. ?1 and ?2: between these ids. ?3: stages. ?4: to this destination.
-- ?5: of this source. ?6 and ?7: received from and until. ?8: where it would go instead. ?9: how many. ?10 and ?11: the
-- kind of the last failure, and the status. ?12 and ?13: what the driver needs; `replays.rs` puts it in, so that each
-- selection is read from the index that serves it. ?14 and ?15: ids made from and until. ?16 and ?17: the range of the
-- last status. ?18: the least time of the last attempt. ?19: the least number of attempts.
select
  delivery_rows.*,
  exists (
    select 1
    from deliveries as later
    where
      later.event_id = delivery_rows.event_id
      and later.id > delivery_rows.id
      and later.destination_id = coalesce(?8, delivery_rows.destination_id)
      and later.stage = 2
  ) as is_delivered_later
from delivery_rows
where
  id > ?1
  and id < ?2
  and stage in (select value from json_each(?3))
  and (?4 is null or destination_id = ?4)
  and (?5 is null or source_id = ?5)
  and (?6 is null or received_at >= ?6)
  and (?7 is null or received_at < ?7)
  and (?10 is null or last_error_class = ?10)
  and (?11 is null or last_status = ?11)
  and (?14 is null or id >= ?14)
  and (?15 is null or id < ?15)
  and (?16 is null or last_status between ?16 and ?17)
  and (?18 is null or last_total_us >= ?18)
  and (?19 is null or attempts_made >= ?19)
  and {driver}
order by id
limit ?9

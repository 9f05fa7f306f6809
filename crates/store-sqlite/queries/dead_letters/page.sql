-- ?1: to this destination. ?2: of this kind. ?3 and ?4: the kind of its last failure, and the status. ?5 and ?6: received
-- from and until. ?7: before this one. ?9: made by this bulk replay.
select *
from delivery_rows
where
  stage = 3
  and (?1 is null or destination_id = ?1)
  and (?2 is null or event_type_id = (select id from event_types where name = ?2))
  and (?3 is null or last_error_class = ?3)
  and (?4 is null or last_status = ?4)
  and (?5 is null or received_at >= ?5)
  and (?6 is null or received_at < ?6)
  and (?7 is null or id < ?7)
  and (?9 is null or replay_id = ?9)
order by id desc
limit ?8

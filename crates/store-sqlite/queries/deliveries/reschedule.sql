-- What is in flight takes it up with the attempt after this one.
update deliveries
set retry_schedule_id = ?2
where id = ?1 and stage in (0, 1, 5)

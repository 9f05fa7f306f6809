update events
set delivery_count = delivery_count + ?2
where id = ?1
returning delivery_count, verdict

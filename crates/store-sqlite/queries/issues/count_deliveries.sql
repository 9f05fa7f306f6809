update issues
set deliveries = deliveries + ?2
where id = ?1

update subscriptions
set deleted_at = ?2
where source_id = ?1 and deleted_at is null

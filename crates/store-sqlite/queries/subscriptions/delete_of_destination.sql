update subscriptions
set deleted_at = ?2
where destination_id = ?1 and deleted_at is null

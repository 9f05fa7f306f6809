update subscriptions
set deleted_at = null
where id = ?1

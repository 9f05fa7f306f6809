update events
set idempotency_key = null
where idempotency_key in (select value from json_each(?1))

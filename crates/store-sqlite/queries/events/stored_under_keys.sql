select idempotency_key, id, received_at
from events
where idempotency_key in (select value from json_each(?1))

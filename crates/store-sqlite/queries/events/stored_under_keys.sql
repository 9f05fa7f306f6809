select idempotency_key, id
from events
where idempotency_key in (select value from json_each(?1))

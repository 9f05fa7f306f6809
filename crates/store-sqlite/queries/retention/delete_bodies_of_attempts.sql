with going as (
  select attempts.response_body_key, attempts.request_body_key
  from attempts
  join deliveries on deliveries.id = attempts.delivery_id
  where deliveries.event_id in (select id from events where key in (select value from json_each(?1)))
)
delete from bodies
where key in (
  select response_body_key from going where response_body_key is not null
  union all
  select request_body_key from going where request_body_key is not null
)

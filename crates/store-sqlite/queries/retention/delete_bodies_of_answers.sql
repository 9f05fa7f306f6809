delete from bodies
where key in (
  select attempts.response_body_key
  from attempts
  join deliveries on deliveries.id = attempts.delivery_id
  where
    attempts.response_body_key is not null
    and deliveries.event_id in (select id from events where key in (select value from json_each(?1)))
)

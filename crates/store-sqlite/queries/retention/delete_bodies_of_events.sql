delete from bodies
where key in (
  select body_key
  from events
  where body_key is not null and key in (select value from json_each(?1))
)

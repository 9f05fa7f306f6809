delete from issue_deliveries
where delivery_id in (
  select id
  from deliveries
  where event_id in (select id from events where key in (select value from json_each(?1)))
)

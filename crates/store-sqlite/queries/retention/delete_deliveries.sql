delete from deliveries
where event_id in (select id from events where key in (select value from json_each(?1)))

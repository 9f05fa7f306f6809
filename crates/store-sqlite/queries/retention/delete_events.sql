delete from events
where key in (select value from json_each(?1))

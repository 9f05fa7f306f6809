insert into destination_tallies (destination_id, stage, deliveries)
values (?1, ?2, ?3)
on conflict (destination_id, stage) do update
set deliveries = deliveries + excluded.deliveries

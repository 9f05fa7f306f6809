-- How many deliveries were cancelled as their destination was deleted, by the minute they were made in and the stage they
-- had.
select
  created_at - created_at % 60000 as minute,
  case when attempts_made = 0 then 0 else 5 end as stage,
  count(*) as deliveries
from deliveries
where
  destination_id = ?1
  and deliveries.stage = 4
  and concluded_at = (select deleted_at from destinations where id = ?1)
group by minute, case when attempts_made = 0 then 0 else 5 end

select stage, count(*) as deliveries
from deliveries
where replay_id = ?1
group by stage

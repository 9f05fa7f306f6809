-- How often each kind of event came in each hour, of which some hundred are kept. What is deleted afterwards came all
-- the same.
create table event_type_hours (
  event_type_id integer not null,
  start_at integer not null,
  source_id blob not null,
  events integer not null,
  primary key (event_type_id, start_at, source_id)
) strict, without rowid;

insert into event_type_hours (event_type_id, start_at, source_id, events)
select event_type_id, received_at / 3600000 * 3600000, coalesce(source_id, x''), count(*)
from events
group by 1, 2, 3;

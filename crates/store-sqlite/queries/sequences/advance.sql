insert into sequences (subscription_id, source_id, last)
values (?1, ?2, ?3)
on conflict (subscription_id, source_id) do update
set last = max(last, excluded.last)

insert into saved_views (id, record)
values (?1, ?2)
on conflict (id) do update
set record = excluded.record

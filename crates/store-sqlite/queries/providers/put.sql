insert into providers (slug, record)
values (?1, ?2)
on conflict (slug) do update
set record = excluded.record

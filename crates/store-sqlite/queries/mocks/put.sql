insert into mocks (name, rules, created_at)
values (?1, ?2, ?3)
on conflict (name) do update
set rules = excluded.rules

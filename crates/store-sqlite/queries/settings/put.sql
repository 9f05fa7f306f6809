insert into settings (one, chosen)
values (1, ?1)
on conflict (one) do update
set chosen = excluded.chosen

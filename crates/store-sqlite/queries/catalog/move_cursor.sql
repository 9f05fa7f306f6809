-- ?1: where the step begins, empty at the beginning. ?2: where it ends.
insert into learning (one, cursor)
select 1, ?2
where coalesce((select cursor from learning), x'') = ?1
on conflict (one) do update set cursor = excluded.cursor

insert into secrets (id, source_id, destination_id, purpose, sealed, hint, created_at, retires_at)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
on conflict (id) do update
set hint = excluded.hint, retires_at = excluded.retires_at

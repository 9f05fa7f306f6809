insert into secrets (id, source_id, destination_id, purpose, sealed, hint, created_at)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7)

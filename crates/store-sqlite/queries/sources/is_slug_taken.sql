select exists (
  select 1
  from sources
  where slug = ?1 and id <> ?2 and deleted_at is null
)

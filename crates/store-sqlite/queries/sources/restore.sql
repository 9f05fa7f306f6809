-- With the slug it comes back with, so that no other source is in its way.
update sources
set deleted_at = null, slug = ?2
where id = ?1

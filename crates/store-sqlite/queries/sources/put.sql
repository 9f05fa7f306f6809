insert into sources (id, name, slug, provider, hmac, unsigned, public_url, channel_url, deduplication, reply, created_at)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
on conflict (id) do update
set
  name = excluded.name,
  slug = excluded.slug,
  provider = excluded.provider,
  hmac = excluded.hmac,
  unsigned = excluded.unsigned,
  public_url = excluded.public_url,
  channel_url = excluded.channel_url,
  deduplication = excluded.deduplication,
  reply = excluded.reply
where deleted_at is null

with written (key, raw_bytes, is_compressed, content) as (
  values
    (?, ?, ?, ?)
)
insert into bodies (key, raw_bytes, is_compressed, content)
select key, raw_bytes, is_compressed, content
from written
where key is not null

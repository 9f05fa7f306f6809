insert into bodies (key, raw_bytes, is_compressed, content)
values
  (?, ?, ?, ?)

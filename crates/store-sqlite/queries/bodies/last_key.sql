select coalesce(max(key), 0)
from bodies

select (page_count - freelist_count) * page_size
from pragma_page_count
join pragma_freelist_count
join pragma_page_size

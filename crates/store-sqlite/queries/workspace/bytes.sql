select page_count * page_size
from pragma_page_count
join pragma_page_size

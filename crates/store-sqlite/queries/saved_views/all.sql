select record
from saved_views
order by id

select *
from providers
order by slug

select *
from mocks
order by created_at, name

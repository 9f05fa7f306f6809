select *
from delivery_rows
where id = ?1

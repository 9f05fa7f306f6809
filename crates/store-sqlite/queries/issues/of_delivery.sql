select issue_id
from issue_deliveries
where delivery_id = ?1

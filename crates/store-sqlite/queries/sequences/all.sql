select subscription_id, source_id, last
from sequences

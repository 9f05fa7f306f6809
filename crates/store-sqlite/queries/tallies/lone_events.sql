select unrouted, rejected
from lone_event_tallies

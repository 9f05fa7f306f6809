# What an issue is called.

issue-refused = { $name } refuses connections
issue-connect-timeout = { $name } takes no connections
issue-dns = The address of { $name } does not resolve
issue-unreachable = { $name } cannot be reached
issue-tls = { $name } has no certificate that is trusted
issue-timeout = { $name } does not answer in time
issue-connection-lost = { $name } closes the connection
issue-protocol = { $name } does not speak HTTP
issue-unexpected-upgrade = { $name } switches protocols
issue-invalid-request = Requests to { $name } cannot be made
issue-local = This computer cannot send to { $name }
issue-authorization = There is no token for { $name }
issue-transform = The transform for { $name } fails
issue-consent = { $name } has not agreed to be sent events
issue-redirects = { $name } redirects ({ $status })
issue-payload = { $name } rejects the payload ({ $status })
issue-rejected = { $name } rejects the request ({ $status })
issue-not-found = { $name } has nothing at its path (404)
issue-method = { $name } does not take POST (405)
issue-gone = { $name } is gone (410)
issue-too-large = { $name } takes no payload this large (413)
issue-rate-limited = { $name } asks to wait (429)
issue-answers = { $name } answers { $status }

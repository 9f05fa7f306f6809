# What an attempt saw, and what follows.

outcome-taken = { $address } took it.
outcome-answered = { $address } answered { $status }.
outcome-refused = Nothing is listening on { $address }.
outcome-connect-timeout = { $address } does not take connections.
outcome-dns = The name of { $address } does not resolve.
outcome-unreachable = There is no way through the network to { $address }.
outcome-tls = No trusted TLS connection to { $address }.
outcome-timeout = { $address } gave no complete answer in { $time }.
outcome-connection-lost = { $address } closed the connection before it answered.
outcome-protocol = What { $address } sent is not HTTP.
outcome-unexpected-upgrade = { $address } switched protocols instead of answering.
outcome-invalid-request = The request cannot be made with this callback URL and these headers.
outcome-local = This computer could not send it. That costs the delivery no attempt.
outcome-authorization = The token server gave no token for { $address }.
outcome-consent = { $address } has not agreed to be sent events, so nothing was sent.
outcome-transform = The transform made no request, so nothing was sent.
outcome-redirects = { $address } redirects ({ $status }). Deliveries never follow a redirect.
outcome-rejected = { $address } refused the request ({ $status }). Check the secret it verifies with.
outcome-not-found = { $address } has nothing at this path (404).
outcome-method = { $address } does not take POST at this path (405).
outcome-gone = { $address } is gone (410).
outcome-too-large = The payload is too large for { $address } (413).
outcome-rate-limited = { $address } asks to wait (429).
outcome-server-error = { $address } failed with { $status }.
outcome-no-success = { $address } answered { $status }, which is no success.
outcome-receiver = The receiver

verdict-delivered = Delivered.
verdict-next-attempt = Next attempt in { $time }.
verdict-cancelled = The delivery is cancelled.

dead-letter-attempts-used-up = All attempts are used up.
dead-letter-gone = The destination said it is gone (410), so it is disabled.
dead-letter-not-retryable = Trying again cannot help.
dead-letter-too-old = It is older than its retry schedule allows.
dead-letter-stopped-by-rule = A rule of its retry schedule stops at this status.

waits-in-line = It waits for the delivery before it in its line.
waits-for-resume = It waits until its destination is resumed.
waits-cancelled = It was cancelled.
waits-sending = An attempt is under way.
waits-for-probe = Too many attempts at its destination failed: it waits until one gets through. The next is tried in { $time }.
waits-for-first-attempt = It waits for its first attempt.
waits-due-now = The next attempt is due now.

probe-answers = { $address } answers: OPTIONS gave { $answer } in { $time }.
probe-not-looked-at = { $address } was not looked at.

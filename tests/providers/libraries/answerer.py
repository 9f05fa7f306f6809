"""Asks the official Python libraries: one JSON question a line, one JSON answer a line."""

import base64
import json
import sys
from datetime import datetime, timezone
from importlib.metadata import version
from urllib.parse import parse_qs

import stripe
from slack_sdk.signature import Clock, SignatureVerifier
from standardwebhooks.webhooks import Webhook
from twilio.request_validator import RequestValidator


class Form(dict):
    """A form with names that may stand there twice, as web frameworks hand it over."""

    def getall(self, name):
        return self[name]


class At(Clock):
    """A clock that stands still."""

    def __init__(self, seconds):
        self.seconds = seconds

    def now(self):
        return float(self.seconds)


def header(question, name):
    for known, value in question["headers"].items():
        if known.lower() == name:
            return value
    return ""


def fields(question, body):
    """The form as the library takes it, or the text of a JSON body."""
    if "json" in header(question, "content-type"):
        return body.decode()
    return Form(parse_qs(body.decode(), keep_blank_values=True))


def verify(question, body):
    provider, secret = question["provider"], question["secret"]
    try:
        if provider == "stripe":
            return stripe.WebhookSignature.verify_header(
                body.decode(), header(question, "stripe-signature"), secret, tolerance=300
            )
        if provider == "twilio":
            validator = RequestValidator(secret)
            return bool(
                validator.validate(question["url"], fields(question, body), header(question, "x-twilio-signature"))
            )
        if provider == "slack":
            verifier = SignatureVerifier(secret, clock=At(question["at"]))
            return verifier.is_valid(
                body, header(question, "x-slack-request-timestamp"), header(question, "x-slack-signature")
            )
        Webhook(secret).verify(body, question["headers"])
        return True
    except json.JSONDecodeError:
        # The signature was right: only then the payload is parsed.
        return True
    except Exception:
        return False


def sign(question, body):
    provider, secret, at = question["provider"], question["secret"], question["at"]
    if provider == "stripe":
        signature = stripe.WebhookSignature._compute_signature(f"{at}.{body.decode()}", secret)
        return {"Stripe-Signature": f"t={at},v1={signature}"}
    if provider == "twilio":
        params = {} if "json" in header(question, "content-type") else fields(question, body)
        return {"X-Twilio-Signature": RequestValidator(secret).compute_signature(question["url"], params)}
    if provider == "slack":
        signature = SignatureVerifier(secret).generate_signature(timestamp=str(at), body=body)
        return {"X-Slack-Request-Timestamp": str(at), "X-Slack-Signature": signature}
    signature = Webhook(secret).sign("msg_1", datetime.fromtimestamp(at, tz=timezone.utc), body.decode())
    return {"webhook-id": "msg_1", "webhook-timestamp": str(at), "webhook-signature": signature}


for line in sys.stdin:
    question = json.loads(line)
    if question["do"] == "versions":
        answer = {name: version(name) for name in ["stripe", "twilio", "standardwebhooks", "slack_sdk"]}
    else:
        body = base64.b64decode(question["body"])
        answer = verify(question, body) if question["do"] == "verify" else sign(question, body)
        answer = bool(answer) if question["do"] == "verify" else answer
    print(json.dumps(answer), flush=True)

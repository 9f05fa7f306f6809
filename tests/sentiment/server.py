"""A small model behind HTTP: scores the text of a support ticket.

VADER (https://github.com/cjhutto/vaderSentiment, MIT) is a lexicon and rules, so the same text always scores the same.
Run it with the port to listen on, or 0 for any; it says where it listens.

    POST /   {"id": 7, "text": "It is broken again!"}
    answers  {"id": 7, "sentiment": -0.5255, "mood": "negative"}
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

ANALYZER = SentimentIntensityAnalyzer()
# The thresholds that the authors of VADER advise.
POSITIVE, NEGATIVE = 0.05, -0.05


def mood(compound):
    if compound >= POSITIVE:
        return "positive"
    return "negative" if compound <= NEGATIVE else "neutral"


class Model(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        try:
            ticket = json.loads(body)
            compound = ANALYZER.polarity_scores(ticket["text"])["compound"]
        except (ValueError, KeyError, TypeError) as error:
            return self.answer(422, {"error": f"this is no ticket with a text: {error}"})
        return self.answer(200, {"id": ticket.get("id"), "sentiment": compound, "mood": mood(compound)})

    def answer(self, status, value):
        content = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Model)
    print(f"http://127.0.0.1:{server.server_address[1]}/", flush=True)
    server.serve_forever()

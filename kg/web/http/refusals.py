"""What is said to requests that cannot be read, before the application sees them."""

import json
import socket
import sys
from typing import Final

from kg.web.http.clients import new_request_id
from kg.web.http.headers import HEADERS, NUMBER

if sys.platform != "win32":
    from gunicorn import util  # type: ignore[import-untyped]  # gunicorn ships no types
    from gunicorn.http import errors  # type: ignore[import-untyped]  # gunicorn ships no types

    from kg.web.http.connections import LONGEST_LINE, PatientWorker

    _OUR_FAULT: Final = (500, "Internal Server Error", "something went wrong here; the server's log has it")
    _REFUSALS: Final[dict[type[Exception], tuple[int, str, str]]] = {
        errors.LimitRequestLine: (
            414,
            "Request URI Too Long",
            f"the URL is longer than {LONGEST_LINE:,} bytes: send the query by POST",
        ),
        errors.LimitRequestHeaders: (431, "Request Header Fields Too Large", "the headers are too many or too long"),
        errors.UnsupportedTransferCoding: (501, "Not Implemented", "send the body as it is, or chunked"),
        errors.ExpectationFailed: (417, "Expectation Failed", "only Expect: 100-continue is met here"),
        errors.ForbiddenProxyRequest: (403, "Forbidden", "this proxy may not speak for others"),
        errors.ParseException: (400, "Bad Request", "this is not HTTP, not whole, or has twice what may be there once"),
        errors.ConfigurationProblem: _OUR_FAULT,
        errors.InvalidResponseHeader: _OUR_FAULT,
        errors.InvalidResponseHeaderName: _OUR_FAULT,
        Exception: _OUR_FAULT,
    }

    class RefusingWorker(PatientWorker):
        """A worker with threads that says in our own form that it cannot read a request."""

        def handle_error(self, _request: object, client: socket.socket, _address: object, error: Exception) -> None:
            """Tell in our form, gunicorn's being HTML, that a request cannot be read, or that something is wrong."""
            number = new_request_id()
            kind = next(kind for kind in type(error).__mro__ if kind in _REFUSALS)
            status, title, detail = _REFUSALS[kind]
            if status == 500:
                self.log.error("request %s failed", number, exc_info=error)
            else:
                # Not what the error says: it may hold a header, and that a secret.
                self.log.warning("request %s was refused with %d: %s", number, status, type(error).__name__)
            try:
                util.write_nonblock(client, _problem(status, title, detail, number))
            except OSError as gone:
                self.log.debug("nobody was told of it: %s", gone)

    def _problem(status: int, title: str, detail: str, number: str) -> bytes:
        content = {"type": "about:blank", "title": title, "status": status, "detail": detail, "request": number}
        body = json.dumps(content) + "\n"
        headers = {
            "Connection": "close",
            "Content-Type": "application/problem+json",
            "Content-Length": len(body),
            NUMBER: number,
            **dict(HEADERS),
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"HTTP/1.1 {status} {title}\r\n{lines}\r\n{body}".encode("ascii")

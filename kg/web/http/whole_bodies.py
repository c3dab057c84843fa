"""Bodies that broke off: an update of which only a part came is none, however whole that part looks."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_TERMINATED: Final = "wsgi.input_terminated"
"""Says that the web server ends the body by itself; the framework then takes any end for the right one."""


def with_whole_bodies(answer: "WSGIApplication") -> "WSGIApplication":
    """Return the application with the framework comparing each body to the length that was told: 400 if it is shorter.

    A chunked body has no length; that it is whole is seen by the web server.
    """

    def answer_whole(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ.get("CONTENT_LENGTH"):
            environ.pop(_TERMINATED, None)
        return answer(environ, start_response)

    return answer_whole

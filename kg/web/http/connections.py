"""The threads that answer: each keeps its connection for as long as no other connection needs the thread."""

import select
import sys
from typing import Final

if sys.platform != "win32":
    from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]  # gunicorn ships no types

    _WAIT_MS: Final = 100
    """How long a thread waits for the next request of its client, who has most often read the answer by then."""

    class KeepingWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
        """gunicorn's worker with threads, without its detour between two requests of one client.

        Otherwise a connection goes back to the main thread after each answer, which waits for all of them and hands
        the next request to some thread: four changes of thread, each of which has to get hold of the interpreter.
        """

        def handle(self, conn: TConn) -> object:
            """Answer the requests that come on a connection soon after each other; return what gunicorn's returns."""
            kept = super().handle(conn)
            while kept is True and self._has_thread_to_spare() and _is_asking(conn):
                kept = super().handle(conn)
            return kept

        def _has_thread_to_spare(self) -> bool:
            return bool(self.alive) and self.nr_conns <= self.cfg.threads

    def _is_asking(conn: TConn) -> bool:
        if conn.is_http2 or conn.parser.unreader.buf.getvalue():
            return False
        waiting = select.poll()
        waiting.register(conn.sock, select.POLLIN)
        return bool(waiting.poll(_WAIT_MS))

"""A publisher's server on this machine: serves files whole, or misbehaves as it is told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Publisher:
    """Files by path, what to do with the next requests, and what was asked."""

    files: dict[str, bytes] = field(default_factory=dict)
    next: list[dict[str, object]] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    etag: str = '"one"'
    ranges: bool = True
    address: str = ""

    def answers(self, **behaviour: object) -> None:
        """Queue what the next request gets: status and headers, or cut (bytes after which it hangs up)."""
        self.next.append(behaviour)

    def ranges_asked(self) -> list[str | None]:
        """The Range header of each request."""
        return [headers.get("range") for _, headers in self.asked]


@contextmanager
def serving() -> Iterator[Publisher]:
    """A publisher on a port of its own, stopped at the end."""
    publisher = Publisher()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            publisher.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            behaviour = publisher.next.pop(0) if publisher.next else {}
            status = int(str(behaviour.get("status", 200)))
            content = publisher.files.get(self.path)
            if status != 200 or content is None:
                self.send_response(404 if content is None and status == 200 else status)
                for name, value in dict(behaviour.get("headers", {})).items():  # type: ignore[call-overload]
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            start = 0
            asked = self.headers.get("Range")
            if asked and publisher.ranges and self.headers.get("If-Range") == publisher.etag:
                start = int(asked.removeprefix("bytes=").removesuffix("-"))
            self.send_response(206 if start else 200)
            self.send_header("ETag", publisher.etag)
            self.send_header("Content-Length", str(len(content) - start))
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            self.end_headers()
            cut = behaviour.get("cut")
            self.wfile.write(content[start : None if cut is None else int(str(cut))])
            if cut is not None:
                self.wfile.flush()
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    publisher.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield publisher
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""The store of published data, opened once for the whole process."""

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trellis.sources import Store

_lock = threading.Lock()
_store: "Store | None" = None


def store() -> "Store":
    """The store of published data, shared by all threads; it notices by itself when tables are added."""
    global _store
    if _store is None:
        with _lock:
            if _store is None:
                # Imported here: DuckDB and the tables are of no use to a page that shows no published data.
                from trellis.sources import Store

                _store = Store.open()
    return _store

"""The one way in which evidence is written down, so that the same content has the same hash."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def canonical(value: Any) -> bytes:
    """`value` as JSON with sorted keys and no spaces; raises ValueError where it holds NaN or infinity."""
    try:
        text = json.dumps(
            value,
            sort_keys=True,
            separators=(",", ":"),
            ensure_ascii=False,
            allow_nan=False,
            cls=DjangoJSONEncoder,
        )
    except ValueError as error:
        raise ValueError(
            f"Evidence can't hold NaN or infinity; what is unknown is null. ({error})"
        ) from error
    return text.encode()


def sha256(content: bytes) -> str:
    """The hexadecimal SHA-256 of `content`."""
    return hashlib.sha256(content).hexdigest()

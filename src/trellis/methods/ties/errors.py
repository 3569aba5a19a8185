"""What can be wrong with a question put to the methods of ties."""


class TiesError(ValueError):
    """The inputs can't be used; the message says which and what to do."""


class InvalidInput(TiesError):
    """A column is malformed, an id is there twice, a tie leads from an organization to itself."""


class UnknownId(TiesError):
    """An id that isn't among the organizations."""

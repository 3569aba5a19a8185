"""What can be wrong with a question put to the access methods."""


class AccessError(ValueError):
    """The inputs can't be used; the message says which and what to do."""


class InvalidInput(AccessError):
    """A column is malformed: wrong length, a number that isn't finite, an id that is there twice."""


class UnknownId(AccessError):
    """An id that isn't among the places or sites."""


class MissingMinutes(AccessError):
    """Travel is by a matrix, and it says nothing about new sites."""

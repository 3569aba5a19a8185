"""What can be wrong with texts to rank."""


class RetrievalError(ValueError):
    """The texts, ids or masks can't be used; the message says which and what to do."""

"""What can keep a file from being imported."""


class ImportRefused(Exception):
    """The file can't be taken in; the message is for the person who chose it."""

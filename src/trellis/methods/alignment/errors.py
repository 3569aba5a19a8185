"""What can be wrong with a question put to the alignment method."""


class AlignmentError(ValueError):
    """The inputs can't be used; the message says which and what to do."""


class InvalidInput(AlignmentError):
    """A column is malformed: wrong length, a code that isn't one, a negative count."""


class ImpossibleChange(AlignmentError):
    """A what-if that can't be."""


class UnknownProgram(ImpossibleChange):
    """No program with that id in the region."""


class DuplicateProgram(ImpossibleChange):
    """A new program with the id of one there is."""


class BelowZero(ImpossibleChange):
    """More graduates taken away than there are."""


class NotFinite(ImpossibleChange):
    """Not a number, or infinite."""


class TooManyCompleters(ImpossibleChange):
    """More graduates a year than any program could have."""


class SupplyUnknown(ImpossibleChange):
    """The region's programs aren't known yet, so nothing can be changed about them."""

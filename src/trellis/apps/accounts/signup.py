"""Sign-up is by invitation: whoever comes with one is admitted for that address, in this browser session."""

from django.http import HttpRequest

_KEY = "admitted_email"


def admit(request: HttpRequest, *, email: str) -> None:
    """Lets this browser make an account for `email`, which has been shown to be its user's."""
    request.session[_KEY] = email.strip().lower()


def admitted_email(request: HttpRequest) -> str:
    """The address that this browser may make an account for; empty if none."""
    return str(request.session.get(_KEY, ""))


def close(request: HttpRequest) -> None:
    """Ends the admission once the account is there."""
    request.session.pop(_KEY, None)

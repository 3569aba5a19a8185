"""What a map's script says, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext


def words() -> dict[str, str]:
    """The messages by the names that the script has for them; {…} is filled in there."""
    return {
        "zoom_in": gettext("Zoom in"),
        "zoom_out": gettext("Zoom out"),
        "scroll_windows": gettext("Hold Ctrl and scroll to zoom the map"),
        "scroll_mac": gettext("Hold ⌘ and scroll to zoom the map"),
        "two_fingers": gettext("Move the map with two fingers"),
        "keys": gettext("Arrow keys move the map, plus and minus zoom, Enter chooses what is at the cross."),
        "close": gettext("Close"),
        "open": gettext("Open its page"),
        "here": gettext("You are here"),
        "unknown": gettext("Not known"),
        "nothing": gettext("There is nothing at the cross."),
        "sites": gettext("{n} sites: zoom in to see each"),
        "pick": gettext("Point {n}: {latitude}, {longitude}"),
        "remove": gettext("Remove point {n}"),
        "full": gettext("You have {n} points. Remove one to add another."),
        "failed": gettext("The map can't be drawn in this browser."),
        "table": gettext("The table says the same."),
        "offline": gettext("The places could not be loaded. Reload the page to try again."),
    }

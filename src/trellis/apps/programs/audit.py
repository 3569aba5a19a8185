"""The sentences of what is done to the directory."""

from django.utils.translation import gettext_lazy as _

from trellis.apps.core.audit.sentences import register

register(
    {
        "program.created": _("added the program %(target)s"),
        "program.changed": _("changed the program %(target)s"),
        "program.confirmed": _("confirmed that %(target)s is still true"),
        "program.listed": _("listed the program %(target)s again"),
        "program.hidden": _("hid the program %(target)s from the public"),
        "program.ended": _("said that %(target)s is no longer offered"),
        "program.said_true": _("answered by mail that %(target)s is still true"),
        "program.said_ended": _("answered by mail that %(target)s is no longer offered"),
        "program.said_changed": _("answered by mail that something about %(target)s has changed"),
        "program.deleted": _("removed the program %(target)s"),
        "session.created": _("added a session to %(target)s"),
        "session.changed": _("changed a session of %(target)s"),
        "session.deleted": _("removed a session of %(target)s"),
        "site.created": _("added the site %(target)s"),
        "site.changed": _("changed the site %(target)s"),
        "site.deleted": _("removed the site %(target)s"),
        "rating.added": _("added a quality rating of %(target)s"),
        "rating.removed": _("removed a quality rating of %(target)s"),
        "directory.asked": _("asked by mail whether programs are still true"),
        "directory_settings.changed": _("changed when entries of the directory count as old"),
    }
)

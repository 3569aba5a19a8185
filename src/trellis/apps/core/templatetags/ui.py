"""Tags and filters of the pages: figures, icons, built files, ids."""

from __future__ import annotations

import json
import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, Select, Textarea, Widget
from django.forms.widgets import Input
from django.template import Context
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.translation import gettext

from trellis.apps.core.ui import figures, frontend
from trellis.apps.core.ui.table import DataTable
from trellis.apps.core.ui.table_view import TableView, view

register = template.Library()

for _form in ("about", "exact", "signed", "dollars", "percent"):
    register.filter(_form, figures.FORMS[_form])


@register.filter
def interval(low: object, high: object) -> str:
    """`{{ low|interval:high }}`: "1,490 to 1,570"."""
    return figures.interval(low, high)


@register.filter
def known(value: object) -> bool:
    """Whether there is a number at all: `{% if completers|known %}`."""
    return figures.number(value) is not None


@register.simple_tag
def figure_in(form: str, value: object) -> str:
    """`{% figure_in "dollars" wage %}`: a value in a form chosen at run time."""
    return figures.FORMS[form](value)


@register.simple_tag
def dom_id(stem: str) -> str:
    """An id that no other element has, also when a fragment is swapped into the page later."""
    return f"{stem}-{secrets.token_hex(4)}"


@register.simple_tag
def asset(entry: str) -> str:
    """`{% asset "src/main.ts" %}`: the address of a built file."""
    return frontend.asset_url(entry)


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """`{% icon "search" %}`: an icon that says nothing to a screen reader; the text beside it does."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}"></use></svg>',
        classes,
        frontend.icon_url(name),
    )


_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def island_data(value: Any) -> SafeString:
    """A value as a JSON data block for an island's script; safe inside HTML, runs nothing."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/json">{text}</script>')  # noqa: S308


@register.filter
def ago(moment: datetime) -> str:
    """How long ago a moment was: "just now", "3 hours ago"."""
    if timezone.now() - moment < timedelta(minutes=1):
        return gettext("just now")
    return gettext("%(when)s ago") % {"when": timesince(moment, depth=1)}


@register.filter
def day(text: str | None) -> str:
    """A day that is written "2026-11-22", as the site writes dates; "" where there is none."""
    try:
        return str(formats.date_format(date.fromisoformat((text or "")[:10]), "DATE_FORMAT"))
    except ValueError:
        return text or ""


@register.filter
def initials(person: object) -> str:
    """The first letters of the first and last word of a name: "Ana Beltrán" is "AB"."""
    words = str(person).split("@")[0].replace(".", " ").split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.simple_tag
def interval_in(form: str, low: object, high: object) -> str:
    """`{% interval_in "dollars" low high %}`: both ends in a form chosen at run time."""
    return figures.interval(low, high, form)


@register.simple_tag(takes_context=True)
def table_view(context: Context, table: DataTable) -> TableView:
    """The part of `table` that the page's request asks for."""
    request = context.get("request")
    return view(table, request.GET if request is not None else {})


@register.filter
def json_number(value: object) -> str:
    """A number as attributes want it, whatever the reader's language: "0.42"."""
    found = figures.number(value)
    return "" if found is None else repr(round(found, 6))


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the label belongs behind the field."""
    return isinstance(field.field.widget, CheckboxInput)


_CLASSES: tuple[tuple[type[Widget], str], ...] = (
    (Textarea, "usa-textarea"),
    (Select, "usa-select"),
    (CheckboxInput, ""),
    (Input, "usa-input"),
)


@register.simple_tag
def dressed(field: BoundField) -> SafeString:
    """The field's widget with the design system's class; Django ties the help and the error to it."""
    widget = field.field.widget
    # radio buttons and lists of checkboxes are ChoiceWidgets but not Selects: they keep their own markup
    dress = next((name for kind, name in _CLASSES if isinstance(widget, kind)), "")
    own = str(widget.attrs.get("class", ""))
    classes = " ".join(
        part for part in (own, dress, "usa-input--error" if field.errors and dress else "") if part
    )
    return field.as_widget(attrs={"class": classes} if classes else {})

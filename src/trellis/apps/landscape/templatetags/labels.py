"""Labels of publications on a page."""

from django import template
from django.utils import translation

from trellis.apps.landscape.published import published as said

register = template.Library()


@register.filter
def published(label: object) -> str:
    """`{{ source.vintage|published }}`: "May 2025", as the reader's language writes it; "" for nothing."""
    return said(str(label), translation) if label else ""

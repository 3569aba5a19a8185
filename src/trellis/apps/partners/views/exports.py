"""The partners as files: CSV, Excel, HSDS 3; each field as far as whoever asks may see it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.partners import queries
from trellis.apps.partners.exchange import hsds_out, sheets
from trellis.apps.partners.profiles import Profile, profile_of
from trellis.apps.partners.views.frame import tabs
from trellis.apps.partners.visibility import Audience, audience_for, audience_of
from trellis.apps.programs.views.exports import XLSX, Offer, sent, streamed


@require(Permission.VIEW_PARTNERS)
def choose(request: AllianceRequest) -> HttpResponse:
    """Offers the files, and says what each is for."""
    alliance, audience = request.alliance, audience_of(request.standing)
    files = (
        ("csv", _("CSV"), _("A row for each partner. Change it in any spreadsheet and import it again.")),
        ("xlsx", _("Excel"), _("The same for people: headings and words in your language.")),
        (
            "hsds",
            _("HSDS 3 organizations"),
            _("The standard of resource directories: for 211, libraries and others who list services."),
        ),
    )
    context = {
        "tabs": tabs(request, "partners:directory"),
        "files": [
            Offer(label, what_for, reverse(f"partner_exports:{name}", kwargs={"alliance": alliance.slug}))
            for name, label, what_for in files
        ],
        "count": queries.partners_seen_by(alliance, audience).count(),
        "is_staff": audience is Audience.STAFF,
    }
    return render(request, "partners/export/choose.html", context)


@require(Permission.VIEW_PARTNERS)
def csv(request: AllianceRequest) -> HttpResponseBase:
    """Gives every partner as a row of CSV."""
    text = sheets.csv_text(_profiles(request), notice=request.alliance.demonstration_notice)
    return streamed(text, "text/csv; charset=utf-8", _file_name(request, "csv"))


@require(Permission.VIEW_PARTNERS)
def xlsx(request: AllianceRequest) -> HttpResponseBase:
    """Gives every partner as a row of a workbook."""
    alliance = request.alliance
    out = tempfile.TemporaryFile(prefix="partners-")  # noqa: SIM115 - the response closes it
    today = formats.date_format(timezone.localdate())
    about = [
        _("Partners of %(alliance)s, as listed on %(day)s.") % {"alliance": alliance.name, "day": today},
        _("An empty cell is not known, or not shown to you; it is never zero."),
        alliance.demonstration_notice,
    ]
    sheets.workbook(_profiles(request), out, about=about)
    out.seek(0)
    return sent(out, XLSX, _file_name(request, "xlsx"))


@require(Permission.VIEW_PARTNERS)
def hsds(request: AllianceRequest) -> HttpResponseBase:
    """Gives every partner as an HSDS 3 organization."""
    text = hsds_out.json_text(_profiles(request), notice=request.alliance.demonstration_notice)
    return streamed(text, "application/json", _file_name(request, "hsds.json"))


def _profiles(request: AllianceRequest) -> Iterator[Profile]:
    """The partners as whoever asks may see them: a fixed number of queries, made before the file begins."""
    alliance, standing = request.alliance, request.standing
    kept = set(queries.kept_ids(standing))
    rows = queries.with_everything(queries.partners_seen_by(alliance, audience_of(standing)), alliance)
    listed = list(rows)
    return (profile_of(row, audience_for(standing, row, kept=kept)) for row in listed)


def _file_name(request: AllianceRequest, extension: str) -> str:
    """A name such as "partners-green-country-2026-11-23.csv"."""
    return f"partners-{request.alliance.slug}-{timezone.localdate().isoformat()}.{extension}"

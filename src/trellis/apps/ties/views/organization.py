"""One organization in the network: with whom it works, its roles, how others see it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.ties.network import filters, more_tables, organization_words, pictures, queries
from trellis.apps.ties.views.network_page import Page, nothing_yet


@require(Permission.VIEW_TIES)
def organization(request: AllianceRequest, entry: int) -> HttpResponse:
    """Show one organization, found by its entry on a wave's list."""
    waves = queries.waves(request.alliance)
    wave = queries.wave_of_entry(waves, request.alliance, entry)
    if wave is None:
        raise Http404("There is nobody with this number on a list.")
    reading = queries.reading_of(wave)
    if reading is None:
        return nothing_yet(request, wave, "picture")
    row = reading.row_of_entry.get(entry)
    if row is None:
        raise Http404("They are not in the network as it was computed.")
    page = Page("organization", waves, reading, request.standing)
    around = filters.apply(filters.Filter(around=reading.entries[row]), reading, {})
    member = reading.members[row]
    shared = more_tables.shared(reading, row)
    said = _("%(name)s in the middle, and those it works with.") % {"name": reading.names[row]}
    context = {
        **page.frame,
        "name": reading.names[row],
        "sector": reading.sector_label(reading.sectors[row]),
        "answer": organization_words.headline(reading, row),
        "network": pictures.spec(reading, around, said=said) if len(around.rows) > 1 else None,
        "roles": organization_words.roles(reading, row),
        "place_in_it": organization_words.standing(reading, row),
        "parts": organization_words.parts(reading, row),
        "bridging": organization_words.bridging(reading, row),
        "leaving": organization_words.leaving(reading, row),
        "table": more_tables.neighbors(reading, row),
        "shared": shared if shared.rows else None,
        "profile_url": reverse("partners:partner", args=[request.alliance.slug, member.partner])
        if member and member.partner
        else "",
    }
    return render(request, "ties/network/organization.html", context)

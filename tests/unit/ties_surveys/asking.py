"""A wave with its organizations, and short ways to answer it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.test import Client
from tests.factories import OrganizationFactory, PartnerFactory

from trellis.apps.alliances.models import Alliance
from trellis.apps.partners.models import Partner, Person
from trellis.apps.ties.models import Respondent, RosterEntry, Wave
from trellis.apps.ties.services import answering, rosters, waves

NAMES = ("college", "forge", "lab", "library", "museum")
SECTORS = ("four_year_college", "stem_company", "research", "library", "museum")


@dataclass(slots=True)
class Survey:
    """`entry["museum"]`, `respondent["museum"]` and `partner["museum"]` are of the illustrative museum."""

    alliance: Alliance
    wave: Wave
    partner: dict[str, Partner]
    entry: dict[str, RosterEntry]
    respondent: dict[str, Respondent]

    @classmethod
    def prepared(cls, alliance: Alliance) -> Survey:
        """A draft: everybody is on the list, and one person of each is asked."""
        partners = {}
        for name, sector in zip(NAMES, SECTORS, strict=True):
            organization = OrganizationFactory(alliance=alliance, name=f"Illustrative {name}")
            partners[name] = PartnerFactory(alliance=alliance, organization=organization, sector=sector)
            Person.objects.create(
                alliance=alliance,
                partner=partners[name],
                name=f"Person of the {name}",
                email=f"{name}@example.org",
                is_main_contact=True,
            )
        wave = waves.create(alliance=alliance, by=None, name="Fall wave")
        rosters.put_on_list(wave=wave, by=None, partners=partners.values())
        rosters.ask_contacts(wave=wave, by=None)
        made = cls(alliance, wave, partners, {}, {})
        made.refresh()
        return made

    @classmethod
    def opened(cls, alliance: Alliance) -> Survey:
        """The same, open."""
        made = cls.prepared(alliance)
        made.wave = waves.open_(wave=made.wave, by=None)
        made.refresh()
        return made

    def refresh(self) -> None:
        """Reads the list and who is asked anew."""
        rows = RosterEntry.objects.for_alliance(self.alliance).filter(wave=self.wave)
        by_partner = {partner.pk: name for name, partner in self.partner.items()}
        self.entry = {by_partner[row.partner_id]: row for row in rows if row.partner_id in by_partner}
        people = Respondent.objects.for_alliance(self.alliance).filter(wave=self.wave)
        found = {row.entry_id: row for row in people.select_related("wave__alliance", "entry")}
        self.respondent = {name: found[entry.pk] for name, entry in self.entry.items() if entry.pk in found}

    def says(self, who: str, about: str, *, done: bool = True, **said: Any) -> None:
        """`who` ticks `about`, says something about them, and is done."""
        answering.describe(respondent=self.respondent[who], about=self.entry[about], **said)
        if done:
            answering.finish(respondent=self.respondent[who])

    def names(self, who: str, others: Iterable[str]) -> None:
        """`who` works with `others`, says no more, and is done."""
        pks = [self.entry[other].pk for other in others]
        answering.choose(respondent=self.respondent[who], added=pks, removed=())
        answering.finish(respondent=self.respondent[who])

    def close(self) -> Wave:
        """Closes the wave."""
        self.wave = waves.close(wave=self.wave, by=None)
        return self.wave

    def id(self, name: str) -> str:
        """The id of an organization in the network."""
        return f"p{self.partner[name].pk}"

    def link(self, who: str, page: str = "") -> str:
        """The path of a page of somebody's survey."""
        return f"/p/survey/{self.respondent[who].token()}/{page}"


@dataclass(slots=True)
class Phone:
    """Somebody's browser on their own survey."""

    client: Client
    survey: Survey
    who: str

    def get(self, page: str = "", **query: str) -> Any:
        """Opens a page."""
        return self.client.get(self.survey.link(self.who, page), query)

    def post(self, page: str = "", **sent: Any) -> Any:
        """Sends a form."""
        return self.client.post(self.survey.link(self.who, page), sent)

    def tick(self, *names: str, before: Iterable[str] = ()) -> Any:
        """Sends the list with these ticked, from a page that showed `before` ticked."""
        entry = self.survey.entry
        shown = ",".join(str(entry[name].pk) for name in before)
        return self.post("list/", works=[entry[name].pk for name in names], before=shown)

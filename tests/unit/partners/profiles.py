"""A partner with one of everything."""

from datetime import date

from trellis.apps.partners.models import Asset, HiringNeed, NeedOrOffer, Partner, PartnerPlace, Person


def fill(partner: Partner, **visibility: str) -> Partner:
    """Gives a partner one of everything."""
    partner.organization.description = "Lends telescopes to everybody."
    partner.organization.phone = "918 555 0111"
    partner.organization.save()
    partner.grade_bands, partner.fields, partner.counties = ["middle"], ["robotics"], ["40143"]
    partner.reach_young_people = 4321
    partner.visibility = visibility
    partner.save()
    own = {"alliance": partner.alliance, "partner": partner}
    Asset.objects.create(**own, kind="space", description="A hall with a stage")
    NeedOrOffer.objects.create(**own, direction="need", kind="mentors", description="Mentors on Mondays")
    NeedOrOffer.objects.create(**own, direction="offer", kind="data", description="Visits by branch")
    HiringNeed.objects.create(**own, title="Robot wrangler", how_many=3)
    PartnerPlace.objects.create(**own, name="Main hall", zip_code="74103")
    Person.objects.create(
        **own,
        name="Agreed Person",
        email="agreed@example.org",
        consented_on=date(2026, 1, 1),
        name_seen_by="partners",
        contact_seen_by="staff",
        leadership_role="chair",
    )
    Person.objects.create(**own, name="Silent Person", name_seen_by="public", contact_seen_by="public")
    return partner

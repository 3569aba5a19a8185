"""Records for tests, made with as little as the test says."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance, Invitation, Membership, Network, Region
from trellis.apps.core.evidence import services as evidence
from trellis.apps.core.evidence.models import Evidence
from trellis.apps.core.jobs.models import Job
from trellis.apps.core.permissions import Role
from trellis.apps.organizations.models import Organization
from trellis.apps.partners.models import Partner
from trellis.apps.partners.sectors import Sector
from trellis.apps.programs.models import Program, Session, Site

PASSWORD = "a long enough password"


class UserFactory(DjangoModelFactory[User]):
    """A person with a verified address."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    full_name = factory.Sequence(lambda n: f"Person {n}")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        superuser = kwargs.pop("is_superuser", False)
        make = User.objects.create_superuser if superuser else User.objects.create_user
        user = make(kwargs.pop("email"), kwargs.pop("password", PASSWORD), **kwargs)
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        return user


class NetworkFactory(DjangoModelFactory[Network]):
    """A network without alliances."""

    class Meta:
        model = Network

    name = factory.Sequence(lambda n: f"Network {n}")
    slug = factory.Sequence(lambda n: f"network-{n}")


class AllianceFactory(DjangoModelFactory[Alliance]):
    """An alliance in no network, nothing public."""

    class Meta:
        model = Alliance

    name = factory.Sequence(lambda n: f"Alliance {n}")
    slug = factory.Sequence(lambda n: f"alliance-{n}")


class MembershipFactory(DjangoModelFactory[Membership]):
    """A member, backbone staff unless said."""

    class Meta:
        model = Membership

    alliance = factory.SubFactory(AllianceFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.STAFF


class InvitationFactory(DjangoModelFactory[Invitation]):
    """An open invitation whose token is `token`."""

    class Meta:
        model = Invitation

    class Params:
        token = factory.Sequence(lambda n: f"token-{n}")

    alliance = factory.SubFactory(AllianceFactory)
    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    role = Role.CONTRIBUTOR
    token_hash = factory.LazyAttribute(lambda made: Invitation.hash_of(made.token))
    invited_by = factory.SubFactory(UserFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class RegionFactory(DjangoModelFactory[Region]):
    """The Tulsa area, the alliance's own region."""

    class Meta:
        model = Region

    alliance = factory.SubFactory(AllianceFactory)
    name = "Tulsa area"
    slug = "tulsa-area"
    area_codes = factory.LazyFunction(lambda: ["0046140"])
    states = factory.LazyFunction(lambda: ["OK"])
    is_home = True


class EvidenceFactory(factory.Factory[Evidence]):
    """A kept result about nothing in particular."""

    class Meta:
        model = Evidence

    alliance = factory.SubFactory(AllianceFactory)
    kind = "example"
    subject = "region:1"
    title = "Openings in the Tulsa area"
    method = "counting"
    method_version = "1.0"
    parameters = factory.LazyFunction(lambda: {"field": "stem"})
    inputs = factory.LazyFunction(lambda: [{"publisher": "BLS", "title": "OEWS", "vintage": "May 2025"}])
    result = factory.Sequence(lambda n: {"openings": 1000 + n})

    @classmethod
    def _create(cls, model_class: type[Evidence], *args: Any, **kwargs: Any) -> Evidence:
        return evidence.keep(**kwargs)


class JobFactory(DjangoModelFactory[Job]):
    """A job that waits."""

    class Meta:
        model = Job

    alliance = factory.SubFactory(AllianceFactory)
    kind = "test"
    title = "A test job"


class OrganizationFactory(DjangoModelFactory[Organization]):
    """An organization that is known by name."""

    class Meta:
        model = Organization

    alliance = factory.SubFactory(AllianceFactory)
    name = factory.Sequence(lambda n: f"Illustrative organization {n}")


class SiteFactory(DjangoModelFactory[Site]):
    """A site in downtown Tulsa."""

    class Meta:
        model = Site

    alliance = factory.SubFactory(AllianceFactory)
    name = factory.Sequence(lambda n: f"Site {n}")
    city, state, zip_code = "Tulsa", "OK", "74103"
    latitude, longitude, located = 36.154, -95.993, Site.Located.GIVEN


class PartnerFactory(DjangoModelFactory[Partner]):
    """An active partner of which no more is known than its name and sector."""

    class Meta:
        model = Partner

    alliance = factory.SubFactory(AllianceFactory)
    organization = factory.SubFactory(OrganizationFactory, alliance=factory.SelfAttribute("..alliance"))
    sector = Sector.LIBRARY


class ProgramFactory(DjangoModelFactory[Program]):
    """A listed program without sessions."""

    class Meta:
        model = Program

    organization = factory.SubFactory(OrganizationFactory)
    alliance = factory.LazyAttribute(lambda made: made.organization.alliance)
    name = factory.Sequence(lambda n: f"Program {n}")


class SessionFactory(DjangoModelFactory[Session]):
    """A free session with 20 seats for 10- to 14-year-olds at a site of its own."""

    class Meta:
        model = Session

    program = factory.SubFactory(ProgramFactory)
    alliance = factory.LazyAttribute(lambda made: made.program.alliance)
    site = factory.LazyAttribute(lambda made: SiteFactory(alliance=made.alliance))
    seats, age_min, age_max, price = 20, 10, 14, 0


def member(alliance: Alliance, role: Role) -> User:
    """A new person who has `role` in `alliance`; as network admin, by way of its network."""
    user = UserFactory()
    if role is Role.NETWORK_ADMIN:
        if alliance.network is None:
            alliance.network = NetworkFactory()
            alliance.save()
        alliance.network.admins.add(user)
    elif role is not Role.PUBLIC:
        MembershipFactory(alliance=alliance, user=user, role=role)
    return user

"""Partners in Django's admin."""

from django.contrib import admin

from trellis.apps.core.admin_base import AllianceRowsAdmin
from trellis.apps.partners.models import (
    Asset,
    HiringNeed,
    NeedOrOffer,
    Partner,
    PartnerConfirmation,
    PartnerInvitation,
    PartnerPlace,
    PartnerSettings,
    Person,
)


@admin.register(Partner)
class PartnerAdmin(AllianceRowsAdmin):
    """Partners of all alliances."""

    list_display = ["organization", "alliance", "sector", "status"]
    list_filter = ["alliance", "sector", "status"]
    search_fields = ["organization__name"]


@admin.register(Person)
class PersonAdmin(AllianceRowsAdmin):
    """People at partners."""

    list_display = ["name", "partner", "alliance"]
    search_fields = ["name", "email"]


@admin.register(Asset, NeedOrOffer, HiringNeed, PartnerPlace)
class PartnerRowsAdmin(AllianceRowsAdmin):
    """What partners bring, need, offer and hire, and where they are."""

    list_display = ["__str__", "partner", "alliance"]


@admin.register(PartnerConfirmation)
class PartnerConfirmationAdmin(AllianceRowsAdmin):
    """Whether profiles are still true: what was asked, and answered."""

    list_display = ["partner", "email", "number", "sent_at", "answer", "alliance"]
    list_filter = ["alliance", "answer"]


@admin.register(PartnerInvitation)
class PartnerInvitationAdmin(AllianceRowsAdmin):
    """Which invitations are for which partner."""

    list_display = ["invitation", "partner", "alliance"]


@admin.register(PartnerSettings)
class PartnerSettingsAdmin(AllianceRowsAdmin):
    """How alliances keep their partners' profiles."""

    list_display = ["alliance", "ask_every_days", "remind_every_days", "reminders"]

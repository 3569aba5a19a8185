"""A person at a partner, and what of them may be shown."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned
from trellis.apps.partners.models.partner import Partner
from trellis.apps.partners.vocabulary import Visibility


class Person(AllianceOwned):
    """Somebody at a partner. Without consent (`consented_on`) only backbone staff see a name or an address.

    `user` is their account, where they have one; `leadership_role` is blank for those who aren't on the
    alliance's leadership team.
    """

    class LeadershipRole(models.TextChoices):
        CHAIR = "chair", _("Chair")
        CO_CHAIR = "co_chair", _("Co-chair")
        SECRETARY = "secretary", _("Secretary")
        TREASURER = "treasurer", _("Treasurer")
        MEMBER = "member", _("Member")

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="people")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=160)
    job_title = models.CharField(_("job title"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    is_main_contact = models.BooleanField(_("main contact"), default=False)
    leadership_role = models.CharField(
        _("role on the leadership team"), max_length=10, choices=LeadershipRole.choices, blank=True
    )
    name_seen_by = models.CharField(
        _("who sees the name"), max_length=8, choices=Visibility.choices, default=Visibility.STAFF
    )
    contact_seen_by = models.CharField(
        _("who sees how to reach them"), max_length=8, choices=Visibility.choices, default=Visibility.STAFF
    )
    consented_on = models.DateField(_("agreed on"), null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name

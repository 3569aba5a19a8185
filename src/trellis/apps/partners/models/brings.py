"""What a partner brings, what it needs, what it offers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned
from trellis.apps.partners.models.partner import Partner
from trellis.apps.partners.vocabulary import Resource


class Asset(AllianceOwned):
    """Something that a partner has and others could use. `quantity` counts `unit`s, None where not said."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="assets")
    kind = models.CharField(_("kind"), max_length=20, choices=Resource.choices)
    description = models.CharField(_("what exactly"), max_length=300, blank=True)
    quantity = models.DecimalField(_("how many"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("of what"), max_length=60, blank=True)

    class Meta:
        ordering = ["kind", "pk"]
        verbose_name = _("asset")
        verbose_name_plural = _("assets")

    def __str__(self) -> str:
        return self.description or str(self.get_kind_display())


class NeedOrOffer(AllianceOwned):
    """Something that a partner looks for, or would give, until a day or until it is closed."""

    class Direction(models.TextChoices):
        NEED = "need", _("Needs")
        OFFER = "offer", _("Offers")

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="needs_and_offers")
    direction = models.CharField(_("need or offer"), max_length=5, choices=Direction.choices)
    kind = models.CharField(_("kind"), max_length=20, choices=Resource.choices)
    description = models.TextField(_("in your words"), max_length=1000, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    is_open = models.BooleanField(_("still open"), default=True)

    class Meta:
        ordering = ["direction", "kind", "pk"]
        verbose_name = _("need or offer")
        verbose_name_plural = _("needs and offers")

    def __str__(self) -> str:
        return self.description or str(self.get_kind_display())

"""An alliance, and the network it may be a hub of."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import TimeStamped


class Network(TimeStamped):
    """Alliances that share an agenda. Its admins are admins of each of them."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("short name in addresses"), max_length=60, unique=True)
    admins = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="networks", blank=True, verbose_name=_("admins")
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("network")
        verbose_name_plural = _("networks")

    def __str__(self) -> str:
        return self.name


class Alliance(TimeStamped):
    """A regional body of organizations; everything else belongs to one."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("short name in addresses"),
        max_length=60,
        unique=True,
        error_messages={"unique": _("Another alliance has this short name already.")},
    )
    backbone = models.CharField(_("backbone organization"), max_length=160, blank=True)
    network = models.ForeignKey(
        Network,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="alliances",
        verbose_name=_("network"),
    )
    public_landscape = models.BooleanField(_("landscape is public"), default=False)
    public_programs = models.BooleanField(_("program finder is public"), default=False)
    public_partners = models.BooleanField(_("partner directory is public"), default=False)
    public_map = models.BooleanField(_("opportunity map is public"), default=False)
    is_demonstration = models.BooleanField(_("demonstration"), default=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("alliance")
        verbose_name_plural = _("alliances")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("alliances:home", kwargs={"alliance": self.slug})

    @property
    def demonstration_notice(self) -> str:
        """What every page and file of a demonstration says of itself; "" for any other alliance."""
        if not self.is_demonstration:
            return ""
        return gettext(
            "A demonstration: labor and education figures are as published; people, partners, programs and "
            "how many young people live where are made up."
        )

"""What happens at partners when somebody takes an invitation."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from trellis.apps.alliances.models import Invitation
from trellis.apps.partners.services import invitations


@receiver(post_save, sender=Invitation)
def keep_own_profile(instance: Invitation, created: bool, **kwargs: Any) -> None:
    """Lets who took an invitation keep the profiles that it was for."""
    if not created and instance.used_by is not None:
        invitations.taken(invitation=instance, by=instance.used_by)

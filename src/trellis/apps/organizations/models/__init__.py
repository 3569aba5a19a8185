"""The models of organizations, one module each."""

from trellis.apps.organizations.models.editor import OrganizationEditor
from trellis.apps.organizations.models.organization import Organization, Registration

__all__ = ["Organization", "OrganizationEditor", "Registration"]

"""Forms of the directory. They check what was typed; services check what must hold."""

from trellis.apps.programs.forms.program import ProgramForm, RatingForm
from trellis.apps.programs.forms.session import SessionForm
from trellis.apps.programs.forms.settings import SettingsForm
from trellis.apps.programs.forms.site import SiteForm

__all__ = ["ProgramForm", "RatingForm", "SessionForm", "SettingsForm", "SiteForm"]

"""How job titles are read: employers' abbreviations written out; levels, hours and pay left aside."""

import re
from typing import Final

from trellis.methods.retrieval.words import Words

# What each stands for in a job title nearly always; one that is often something else (PM, MA) isn't here.
_SHORT: Final = """
acct accountant | admin administrative | asst assistant | assoc associate | atty attorney | auto automotive
bldg building | ceo chief executive officer | cert certified | cfo chief financial officer
chem chemical | cna certified nursing assistant | comm communication | comp computer | constr construction
coord coordinator | cpa certified public accountant | cust customer | cto chief technology officer
dba database administrator | dept department | dev developer | devops development operations engineer
dir director | dist district | elec electrical | electr electronics | emt emergency medical technician
eng engineer | engr engineer | env environmental | equip equipment | exec executive | fab fabrication
gen general | govt government | hr human resources | hvac hvac heating air conditioning
hvacr hvac heating air conditioning refrigeration | info information | inst instructor | instr instructor
intl international | lab laboratory | lpn licensed practical nurse | lvn licensed vocational nurse
mach machine | maint maintenance | mech mechanical | med medical | mfg manufacturing | mgmt management
mgr manager | mktg marketing | mngr manager | natl national | np nurse practitioner | ofc office
op operator | opr operator | oper operator | ops operations | pharm pharmacy | prep preparation
prod production | prof professor | prog programmer | programer programmer | qa quality assurance
qc quality control | rcp respiratory care practitioner | rep representative | reg registered
rn registered nurse | rt respiratory therapist | sci science | sde software engineer | sec secretary
sped special education | spec specialist | sr senior | jr junior | stat statistical | supt superintendent
supv supervisor | supvr supervisor | svc service | svcs service | sw software | swe software engineer
sys system | tech technician | techs technician | tchr teacher | telecom telecommunications
trans transportation | transp transportation | vet veterinary | vp vice president | whse warehouse
"""
_ABBREVIATIONS: Final = {
    words[0]: tuple(words[1:])
    for entry in _SHORT.replace("\n", " | ").split("|")
    if len(words := entry.split()) > 1
}
_PHRASES: Final = re.compile(
    r"\b(?:full|part)[- ]?time\b"
    r"|\b(?:(?:1st|2nd|3rd|first|second|third|day|night|evening|weekend|swing) )?shifts?\b"
    r"|\b(?:entry|mid|senior)[- ]level\b"
    r"|\b(?:level|lvl|grade|class) (?:\d|i{1,3}|iv|v)\b"
    r"|(?<= )(?:[1-5]|i{1,3}|iv|v)(?=$|[ ,/)])"
    r"|\$ ?\d[\d,.]*k?(?: ?(?:/|per|an) ?(?:hr|hour|h|yr|year|week))?"
    r"|\b(?:now hiring|hiring now|urgently hiring|urgent|needed|wanted|immediate start)\b"
    r"|\b(?:remote|hybrid|onsite|on-site)\b"
)
_PASSED_OVER: Final = frozenset(
    ("senior", "junior", "con", "de", "del", "el", "en", "la", "las", "los", "para", "y")
)

JOB_TITLES: Final = Words(_ABBREVIATIONS, _PHRASES, _PASSED_OVER)

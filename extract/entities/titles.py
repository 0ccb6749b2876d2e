"""Titles: the words before or after a name that show it to be a person, and the office that they name."""

import re

_FIELDS = (
    "foreign affairs|foreign|external affairs|defen[cs]e|interior|home affairs|internal "
    "affairs|finance|trade|energy|economy|"
    "economic|justice|health|environment|transport|cabinet|education|culture|agriculture|industry|information|labou?r|"
    "migration|oil|security|national security|national defen[cs]e|treasury|press|home|state|state affairs|unification"
)
_RANKS = (
    "deputy|vice|acting|first|senior|chief|former|then|incoming|outgoing|prime|crown|special|permanent|assistant|under|"
    "principal|commander-in-|major|lieutenant|brigadier|rear|supreme|opposition|majority|minority|party|congress|"
    "federation council|state duma|security council|parliament|parliamentary|senate|house|presidential|central bank"
)
_HEADS = (
    "president-elect|president|minister-counsellor|minister|premier|chancellor|secretary of state|secretary of "
    "defen[cs]e|"
    "secretary-general|secretary general|secretary|chief of staff|adviser|advisor|attorney general|prosecutor general|"
    "prosecutor|governor|mayor|speaker|ambassador|high commissioner|high representative|commissioner|negotiator|"
    "representative|envoy|coordinator|aide|prince|princess|king|queen|sultan|emir|emperor|pope|leader|ruler|ayatollah|sheikh|"
    "director-general|director general|director|chairman|chairwoman|chairperson|chair|head|chief|spokesman|spokeswoman|"
    "spokesperson|general|colonel|admiral|marshal|commander|captain|major|brigadier|senator|congressman|congresswoman|"
    "lawmaker|judge|taoiseach|delegate|undersecretary|diplomat|patriarch|dictator|warlord"
)
_SHORT = r"Gen|Lt Gen|Lt\. Gen|Maj|Maj\. Gen|Brig|Col|Adm|Capt|Sgt|Sen|Rep|Gov|Amb"
_COURTESY = r"Dr|Mr|Mrs|Ms|Sir|Lord|Lady|Baroness|Mme|M|Prof|Professor|His Excellency|Her Excellency"

OFFICE = rf"(?:(?:(?i:{_RANKS})[ -]?|(?i:{_FIELDS}) (?:and (?i:{_FIELDS}) )?)*(?i:{_HEADS})|(?:{_SHORT})\.?)"
"""A title of office, with its rank and field ("Deputy Foreign Minister")."""
ADDRESS = rf"(?:(?:{_COURTESY})\.?)"
"""A form of address, which names no office."""
STRONG = re.compile(
    r"(?:prime minister|president|chancellor|premier|minister|secretary|king|queen|pope|senator|prince|sultan|emir|"
    rf"ambassador|{_SHORT.lower()}|spokes\w+|ayatollah|(?:majority|minority|opposition) leader|governor|general|"
    rf"commissioner|speaker)\.?$",
    re.I,
)
"""Titles that make even a single word after them the name of a person."""

SPOKES = frozenset("spokesman spokeswoman spokesperson".split())
"""Titles of those who speak for others by office."""

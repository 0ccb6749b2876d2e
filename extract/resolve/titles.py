"""Titles of office: the words that make a capitalised name a person, and the words that stand for an office holder."""

OFFICES = (
    "Deputy Prime Minister|Vice Prime Minister|Prime Minister|Vice President|President-elect|President|Chancellor|Premier|"
    "Vice Foreign Minister|Deputy Foreign Minister|Foreign Minister|Deputy Defense Minister|Deputy Defence Minister|"
    "Defense Minister|Defence Minister|Interior Minister|Finance Minister|Trade Minister|Energy Minister|Economy Minister|"
    "Justice Minister|Health Minister|Environment Minister|Cabinet Minister|Minister|Deputy Minister|"
    "Deputy Secretary of State|Assistant Secretary of State|Under Secretary of State|Secretary of State|"
    "Secretary of Defense|Defense Secretary|Defence Secretary|Foreign Secretary|Home Secretary|Treasury Secretary|"
    "Deputy Secretary-General|Secretary-General|Secretary General|Secretary|Chief of Staff|Chief Cabinet Secretary|"
    "National Security Adviser|National Security Advisor|Attorney General|Prosecutor General|Governor|Mayor|Speaker|"
    "Ambassador|High Commissioner|High Representative|Special Envoy|Envoy|Special Representative|Commissioner|"
    "Crown Prince|Prince|King|Queen|Sultan|Emir|Emperor|Pope|Supreme Leader|Ayatollah|Sheikh|"
    "General|Gen|Lieutenant General|Lt Gen|Major General|Maj Gen|Brigadier General|Brigadier|Colonel|Col|Admiral|Adm|"
    "Vice Admiral|Rear Admiral|Captain|Capt|Marshal|Commander|Senator|Sen|Congressman|Congresswoman|Representative|Rep|"
    "Majority Leader|Minority Leader|Opposition Leader|Leader|Chairman|Chairwoman|Chair|Chief|Director General|Director|"
    "Spokesman|Spokeswoman|Spokesperson|Press Secretary|Judge|Dr|Mr|Mrs|Ms|Sir|Lord|Baroness|Taoiseach"
).split("|")
"""Longest first within a family; written in title case, matched in either case."""

COURTESY = frozenset("dr mr mrs ms sir lord baroness".split())
"""Forms of address that are no office."""

SPOKES = frozenset("spokesman spokeswoman spokesperson".split())
"""Those who speak for others by their office."""

"""Words by which servers tell why they refuse a call, as patterns. Data for `failures`; nothing is decided here.

The words are those of documented and reported errors; docs/endpoints.md names the servers.
"""

import re
from typing import Final

_SUBJECT: Final = r"(?:prompt|input|inputs|request|messages?|sequence|text|conversation|content|query|tokens?)"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.I)


DAILY = _any(r"\bper[ _-]?day\b", r"perday", r"\bdaily\b", r"\((?:RPD|TPD)\)", r"for today")
"""The limit of a day."""

QUOTA = _any(
    r"insufficient[_ ](?:quota|balance|credit|fund)",
    r"insufficient_user_quota",
    r"exceeded your (?:current|monthly|assigned) quota",
    r"(?:balance|credit)s?\b.{0,30}\b(?:too low|exhausted|insufficient|not enough|used up|depleted|negative)",
    r"(?:not enough|no|out of|more|run out of) (?:credits?|balance|funds|quota)\b",
    r"arrear|payment required|overdue|budget has been exceeded|exceeded_?budget",
    r"\bper[ _-]?month\b|\bmonthly\b",
    r"(?:budget|spend\w{0,4}|usage|billing|credit)(?: hard)? (?:limit|cap)\b.{0,30}\b(?:reach|exceed|hit)",
    r"quota (?:has been |is )?(?:exceeded|exhausted|used)",
    r"billing_(?:hard_limit|not_active)|check your billing",
    r"余额不足|欠费",
)
"""Money, or a contingent that waiting does not renew."""

FILTERED = _any(
    r"moderation|\bflagged\b|content[_ -]?filter|content management policy|responsible_?ai",
    r"content[_ ]policy|policy[_ ]violation|usage polic|violat\w{1,5} .{0,40}polic",
    r"content exists risk|data_inspection|inappropriate|guardrail|prohibited[_ ]content",
    r"safety (?:system|polic|filter|setting|reason)",
    r"blocked (?:by|due to|for) .{0,30}(?:safety|polic|filter|content|guard)|prompt was blocked",
    r"high risk|sensitive (?:content|word|information)|(?:unsafe|harmful) content|敏感",
)
"""Moderation of the text."""

TOO_LONG = _any(
    r"context[_ ](?:length|window|size|limit|budget)|exceed_context|context the overflows",
    r"max_model_len|\bn_ctx\b|\bnum_ctx\b|kv[_ ]?cache|max_seq_len",
    rf"\b{_SUBJECT}\b.{{0,60}}\b(?:too|longer|larger|greater|more)\b.{{0,12}}\b(?:long|large|big|many|than)\b",
    rf"\btoo (?:long|large|big|many)\b.{{0,30}}\b{_SUBJECT}\b",
    rf"(?:reduce|shorten|truncate|trim|shorter)\b.{{0,40}}\b(?:length|size|{_SUBJECT})\b",
    rf"\b(?:length|size|{_SUBJECT})\b.{{0,60}}\bexceed\w{{0,4}}",
    r"exceed\w{0,4}.{0,60}\b(?:tokens?|context|length|input|sequence)\b",
    r"maximum (?:input|prompt|sequence|context|request) (?:length|size|tokens)|input length",
    r"string_above_max_length|(?:payload|entity|request) too large|must have less than \d{1,9} tokens",
)
"""Prompt and answer do not fit the model's context."""

TOO_LARGE_FOR_LIMIT = _any(r"request too large")
"""A call alone is over the tokens a minute, so that waiting does not help."""

LOADING = _any(
    r"loading (?:the )?model|model_?loading|still (?:loading|starting)",
    r"\bmodel\b.{0,60}\b(?:is|still|being|currently) .{0,12}loading|model\b.{0,40}\bbeing loaded",
    r"(?:model|server|deployment|engine|service|worker|replica)\b.{0,40}\b(?:is )?"
    r"(?:not (?:yet )?ready|starting|initiali[sz]ing|warming|waking)",
    r"warming up|cold start|scal\w{1,4} (?:up )?from zero",
)
"""The model is not in memory yet."""

RATE = _any(
    r"rate[_ -]?limit|too many requests|throttl|(?:tokens|requests) per min",
    r"concurren\w{1,5} .{0,20}limit",
)
"""Too many calls at a time, or in a minute."""

NO_MODEL = _any(
    r"model\b.{0,80}\b(?:not found|(?:does|do)(?: not|n't) exist|not exist|unknown)",
    r"model\b.{0,80}\b(?:not (?:a )?(?:valid|supported|available)|decommissioned|deprecated|not loaded|no longer)",
    r"not a valid model|(?:no such|unknown|invalid|unsupported|unrecognized) model|model_not_found|no access to model",
    r"no models? (?:is |are )?loaded|deployment\b.{0,40}\bnot (?:exist|found)|no endpoints found for",
)
"""The server does not have the model."""

PARAMETERS = _any(r"requested parameters|no endpoints found that (?:support|can handle)")
"""No provider behind a router takes the fields of the call."""

NO_ENDPOINT = _any(
    r"unexpected endpoint|^\W{0,9}(?:404 )?(?:page )?not found\W{0,9}$|unknown (?:request )?url|invalid url|no route",
    r"cannot post|route .{0,60}not found|method not allowed|resource not found|404_not_found",
    r"not a valid (?:endpoint|path)|404 not_found",
)
"""Nothing answers at this path."""

KEY = _any(
    r"(?:invalid|incorrect|missing|wrong|expired|no|unauthori[sz]ed)\b.{0,20}\b(?:api[_ ]?key|credentials)",
    r"api[_ ]?key\b.{0,30}\b(?:invalid|expired|missing|not valid|required)|authentication|access token",
)
"""The key is not accepted."""

INVALID_JSON = _any(
    r"json_validate_failed|failed_generation|failed to (?:generate|validate) json|tool_use_failed",
)
"""The model's answer did not pass the server's own check."""

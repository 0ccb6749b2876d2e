"""Groups of acts between which readers choose: "criticize" and "condemn" may be one act."""

from schemas.vocab import Act

ACT_FAMILIES = {
    "condemn": "condemn deplore criticize accuse protest",
    "concern": "express_concern warn threaten",
    "request": "demand urge request invite propose",
    "commit": "offer pledge affirm",
    "support": "support express_solidarity express_hope recognize",
    "refuse": "reject deny",
    "tell": "emphasize state acknowledge declare apologize",
}
"""The acts of each family, parted by blanks."""
ACT_FAMILY = {Act(name): family for family, names in ACT_FAMILIES.items() for name in names.split()}

"""The parameters that an address of the finder can have; pages name them before models are read."""

import re

# In the order in which chosen values are shown.
FILTERS = ("q", "country", "kind", "theme", "status", "year", "has")
ORDER = "order"
# The first is shown unless another is asked for.
VIEWS = ("list", "map", "table")
# A day that is asked for leads to what lies below the page, behind ON.
DAY = "day"
ON = "on/"
PARAMETERS = frozenset({*FILTERS, DAY, ORDER, "view", "page"})
# Which part of the list is asked for, as `page` has it.
NUMBER = re.compile(r"[1-9][0-9]{0,8}")
# What others add to addresses to see where visitors come from. It changes nothing.
TRACKING = re.compile(
    r"(utm|mtm|pk|piwik|matomo|hsa)_\w+|(fb|g|dc|ms|tw|y|ttc)clid|[gw]braid|mc_[ce]id"
    r"|_(ga|gl|hsenc|hsmi)|igsh(id)?|ref_src|_"
)


def refuses(parameter: str) -> bool:
    """Tell whether the finder says of a parameter that there is no such one.

    The response cache asks too: elsewhere it leaves out what no page reads.
    """
    return parameter not in PARAMETERS and not TRACKING.fullmatch(parameter)

"""Exchanges: what was promised and what came, parts and wholes, totals to date, and both directions side by side."""

from __future__ import annotations

from dashboards import topic_page

_TOPIC = topic_page.Topic(
    "exchanges",
    "Exchanges",
    {
        "promises": (
            "Promised and delivered",
            "Prisoners and other persons: what was promised each way, what came of it by each party’s count, and when. "
            "Nothing is added up across parties, and nothing is smoothed.",
        ),
        "parts": (
            "Parts and wholes",
            "Where a text divides a figure (by day, by soldiers and civilians): whether the parts make up the whole.",
        ),
        "totals": (
            "Totals to date",
            "Totals since a day, in the order of the days for which they hold. A total that falls is marked.",
        ),
        "balances": (
            "Both directions",
            "How many came to Ukraine and how many to Russia, event by event. A pale end is what the figures leave "
            "open.",
        ),
    },
    {
        "promises": topic_page.promises,
        "parts": topic_page.partitions,
        "totals": topic_page.totals,
        "balances": topic_page.balances,
    },
)


def page() -> None:
    """Draw the page."""
    topic_page.show(_TOPIC)


if __name__ == "__main__":
    from dashboards.app import main

    main()

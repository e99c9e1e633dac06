"""The divisions of the country from county level up, and which of them a county belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_NONE = "-"
_SHORTEST = 3
"""城区, 郊区, 矿区 and 云县: names of two characters are ordinary words as well."""

LEVELS = "省市县区旗州盟"
"""The last characters of names; 自治区 and 地区 end in 区."""


@dataclass(frozen=True, slots=True)
class Divisions:
    """All names, and what each county lies in.

    Parameters
    ----------
    names
        Every name of three characters and more.
    above
        Province and city of a county or city, all of them where several have its name.
    """

    names: frozenset[str]
    above: Mapping[str, frozenset[str]]

    def found_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where names stand: from and to; of names that overlap the longest."""
        last = 0
        for end in (i + 1 for i, character in enumerate(text) if character in LEVELS):
            for start in range(max(last, end - _LONGEST), end - _SHORTEST + 1):
                if text[start:end] in self.names:
                    yield start, end
                    last = end
                    break

    def own(self, county: str) -> frozenset[str]:
        """Return the names that a unit of this county may rightly use for what it lies in.

        Parameters
        ----------
        county
            As the folder says it: 兴化市, or with more before it, as 江苏省兴化市.
        """
        inside = {county[start:end] for start, end in self.found_in(county)} | {county}
        return frozenset(inside.union(*(self.above.get(name, frozenset()) for name in inside)))


_LONGEST = 15


@cache
def divisions() -> Divisions:
    """Return the divisions as divisions.tsv lists them; read once."""
    text = (files(__package__) / "divisions.tsv").read_text(encoding="utf-8")
    above: dict[str, set[str]] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        province, city, counties = (*line.split("\t"), "")[:3]
        over = {name for name in (province, city) if name != _NONE}
        above.setdefault(province, set())
        if city != _NONE:
            above.setdefault(city, set()).add(province)
        for county in counties.split():
            above.setdefault(county, set()).update(over)
    return Divisions(
        frozenset(name for name in above if len(name) >= _SHORTEST),
        {name: frozenset(over) for name, over in above.items()},
    )

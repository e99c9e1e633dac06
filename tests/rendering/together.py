"""Reports in many layouts, with few starts of the programs that write them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from tests.rendering.layouts import Renderer
from tests.rendering.office_file import Steps, converted_each
from tests.rendering.report import ReportText


def written(
    renderers: Mapping[str, Renderer], names: Collection[str], reports: Sequence[ReportText]
) -> dict[str, list[bytes]]:
    """Return the files of all reports in the layouts of these names, as each layout makes them."""
    jobs = [(name, report) for name in renderers if name in names for report in reports]
    rendered = [renderers[name].render(report) for name, report in jobs]
    finishes = [renderers[name].finish for name, _ in jobs]
    steps = [f.formats if isinstance(f, Steps) else () for f in finishes]
    made = converted_each(rendered, steps)
    # Chromium opens pages one after the other, so that one start of it serves them all.
    for finish in dict.fromkeys(f for f in finishes if f and not isinstance(f, Steps)):
        own = [number for number, other in enumerate(finishes) if other == finish]
        for number, data in zip(own, finish([made[n] for n in own]), strict=True):
            made[number] = data
    files: dict[str, list[bytes]] = {}
    for (name, _), data in zip(jobs, made, strict=True):
        files.setdefault(name, []).append(data)
    return files

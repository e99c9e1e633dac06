"""Test tools that write annual reports in the layouts in which they are published.

They share no code with the readers: only labels and cell ids come from the form's data.
"""

from tests.rendering.layouts import CONVERTED, LAYOUTS, SCANS, Renderer
from tests.rendering.report import HEADINGS, SECTIONS, ReportText

__all__ = ["CONVERTED", "HEADINGS", "LAYOUTS", "SCANS", "SECTIONS", "Renderer", "ReportText"]
